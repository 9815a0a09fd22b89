/** @file The numbers of both representations beside each other, at one training step, and what they say of B against A. */
import { memo } from 'react';
import { type RepresentationMeasure, representationMeasures } from '../../lab/labState.ts';
import { measureHelp, measureNames } from '../charts/measureWords.ts';
import { sayCount, sayNumber } from '../words.ts';
import { SideMark } from './SideMark.tsx';
import { spreadAt } from './spreadAt.ts';
import { saySpread } from './spreadWords.ts';
import { useLookedAt } from './useLookedAt.ts';
import { useSides } from './useSides.ts';

interface SpreadTableProps {
  /** The measure that is drawn over training */
  readonly measure: RepresentationMeasure;
  onMeasure(measure: RepresentationMeasure): void;
}

export const SpreadTable = memo(function SpreadTable({ measure, onMeasure }: SpreadTableProps) {
  const history = useSides((state) => state.representation.history);
  const step = useLookedAt();
  return (
    <div className="spread-frame">
      <table className="spread-table">
        <caption>{step === null ? 'Spread in numbers' : `Spread in numbers at step ${sayCount(step)}`}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Number</span>
            </th>
            <th scope="col">
              <SideMark side="a" />
            </th>
            <th scope="col">
              <SideMark side="b" />
            </th>
            <th scope="col">B against A</th>
          </tr>
        </thead>
        <tbody>
          {representationMeasures.map((one) => {
            const { a, b } = spreadAt(history, one, step);
            return (
              <tr key={one} data-shown={one === measure || undefined}>
                <th scope="row">
                  <button
                    type="button"
                    aria-pressed={one === measure}
                    title={`${measureHelp[one]} Press to draw it over training.`}
                    onClick={() => onMeasure(one)}
                  >
                    {measureNames[one]}
                  </button>
                </th>
                <td data-testid={`a-${one}`}>{a === null ? '–' : sayNumber(a)}</td>
                <td data-testid={`b-${one}`}>{b === null ? '–' : sayNumber(b)}</td>
                <td className="spread-words">{saySpread(one, a, b) ?? ''}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
});
