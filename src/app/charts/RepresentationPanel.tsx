/** @file The representation of held-out observations: t-SNE or PCA in the plane, and its spread in numbers. */
import { useState } from 'react';
import type { RepresentationRecord } from '../../core/experiment/records.ts';
import type { ProjectionLayout } from '../../workers/projection/protocol.ts';
import { useLabState } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { sayCount, sayNumber } from '../words.ts';
import { roundUp } from './axes.ts';
import { ChartFigure } from './ChartFigure.tsx';
import { DispersionNumbers } from './DispersionNumbers.tsx';
import { LayoutScatter } from './LayoutScatter.tsx';
import { phaseColors } from './phaseColors.ts';

type Method = ProjectionLayout['method'];
const methodNames: Readonly<Record<Method, string>> = { tsne: 't-SNE', pca: 'PCA' };
const cautions: Readonly<Record<Method, string>> = {
  tsne: 'In t-SNE, distances and sizes of clusters mean nothing; neighbourhoods do. Trust the numbers.',
  pca: 'PCA keeps its axes for the whole run: points that draw together here really do.',
};

export function RepresentationPanel() {
  const [method, setMethod] = useState<Method>('tsne');
  const { measures, layouts } = useLabState((state) => state.representation);
  const layout = layouts[method];
  return (
    <Panel
      title="Representation"
      className="representation"
      actions={<MethodPicker method={method} onChange={setMethod} />}
    >
      <ChartFigure
        name={`Embeddings of held-out observations, ${methodNames[method]}`}
        summary={summarise(measures, layout)}
      >
        {(size) => <LayoutScatter method={method} reach={reachOf(layout)} size={size} />}
      </ChartFigure>
      <PhaseLegend />
      <DispersionNumbers measures={measures} />
      <p className="help">{cautions[method]}</p>
    </Panel>
  );
}

/** A round limit that all points lie within. */
function reachOf(layout: ProjectionLayout | undefined): number {
  return roundUp(layout?.points.reduce((most, value) => Math.max(most, Math.abs(value)), 0) ?? 1, [1, 1.5, 2, 3, 5, 7]);
}

function summarise(measures: RepresentationRecord | null, layout: ProjectionLayout | undefined): string {
  if (!measures) return 'Where the network puts observations that it has not trained on.';
  const count = layout ? `${layout.points.length / 2} observations` : 'no picture yet';
  return `Step ${sayCount(measures.step)}: ${count}, effective rank ${sayNumber(measures.effectiveRank)}`;
}

function MethodPicker({ method, onChange }: { method: Method; onChange(method: Method): void }) {
  return (
    <fieldset className="segmented">
      <legend className="visually-hidden">Projection</legend>
      {(Object.keys(methodNames) as Method[]).map((name) => (
        <label key={name}>
          <input type="radio" name="projection" checked={method === name} onChange={() => onChange(name)} />
          {methodNames[name]}
        </label>
      ))}
    </fieldset>
  );
}

function PhaseLegend() {
  return (
    <p className="phase-legend">
      start of episode
      <span className="ramp" aria-hidden="true">
        {phaseColors.map((color) => (
          <span key={color} style={{ background: color }} />
        ))}
      </span>
      end
    </p>
  );
}
