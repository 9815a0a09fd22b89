/** @file How far the representation is spread, in numbers. */
import { memo } from 'react';
import type { RepresentationRecord } from '../../core/experiment/records.ts';
import { sayNumber } from '../words.ts';

const measures = [
  ['effectiveRank', 'Effective rank', 'Dimensions in use: 1 where all has collapsed onto a line'],
  ['meanDistance', 'Distance', 'Mean distance between two observations’ embeddings'],
  ['meanCosine', 'Cosine', 'Mean cosine between two embeddings: 1 where all point the same way'],
  ['meanNorm', 'Norm', 'Mean length of an embedding'],
  ['uniformity', 'Uniformity', 'log mean exp(−2 d²) of normalised embeddings: lower is more uniform'],
] as const satisfies readonly (readonly [keyof RepresentationRecord, string, string])[];

export const DispersionNumbers = memo(function DispersionNumbers(props: { measures: RepresentationRecord | null }) {
  return (
    <dl className="numbers">
      {measures.map(([key, name, help]) => (
        <div key={key} title={help}>
          <dt>{name}</dt>
          <dd data-testid={key}>{props.measures ? sayNumber(props.measures[key]) : '–'}</dd>
        </div>
      ))}
    </dl>
  );
});
