/** @file The representation of held-out observations: t-SNE or PCA in the plane, and its spread in numbers. */
import { useState } from 'react';
import type { RepresentationRecord } from '../../core/experiment/records.ts';
import type { ProjectionLayout } from '../../workers/projection/protocol.ts';
import { useLabState } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { sayCount } from '../words.ts';
import { roundUp } from './axes.ts';
import { ChartFigure } from './ChartFigure.tsx';
import { DispersionNumbers } from './DispersionNumbers.tsx';
import { LayoutScatter } from './LayoutScatter.tsx';
import { phaseColors } from './phaseColors.ts';

type Method = ProjectionLayout['method'];
const methodNames: Readonly<Record<Method, string>> = { tsne: 't-SNE', pca: 'PCA' };
const cautions: Readonly<Record<Method, string>> = {
  tsne: 'Distances and sizes of clusters mean nothing in t-SNE; who is whose neighbour does.',
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
      <div className="beside">
        <ChartFigure
          name={`Embeddings of held-out observations, ${methodNames[method]}`}
          summary={summarise(measures, layout)}
        >
          {(size) => <LayoutScatter method={method} reach={reachOf(layout)} size={size} />}
        </ChartFigure>
        <div className="aside">
          <DispersionNumbers measures={measures} />
          <PhaseLegend />
        </div>
      </div>
      <p className="help">{cautions[method]}</p>
    </Panel>
  );
}

/** A round limit that all points lie within. */
function reachOf(layout: ProjectionLayout | undefined): number {
  return roundUp(
    layout?.points.reduce((most, value) => Math.max(most, Math.abs(value)), 0) ?? 1,
    [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8],
  );
}

function summarise(measures: RepresentationRecord | null, layout: ProjectionLayout | undefined): string {
  if (!measures) return 'Where the network puts observations that it has not trained on.';
  const count = layout ? `${layout.points.length / 2} held-out observations` : 'no picture yet';
  return `Step ${sayCount(measures.step)}: ${count}`;
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
      start
      <span className="ramp" aria-hidden="true">
        {phaseColors.map((color) => (
          <span key={color} style={{ background: color }} />
        ))}
      </span>
      end of episode
    </p>
  );
}
