/** @file Between the two pictures: what they share, and the numbers of both beside each other. */
import type { RepresentationMeasure } from '../../lab/labState.ts';
import type { ProjectionLayout } from '../../workers/projection/protocol.ts';
import { ColorPicker, RampLegend } from '../charts/ColorPicker.tsx';
import { Segmented } from '../kit/Segmented.tsx';
import { Panel } from '../Panel.tsx';
import { SpreadTable } from './SpreadTable.tsx';
import { StepScrub } from './StepScrub.tsx';
import type { PairColoring } from './usePairColoring.ts';

type Method = ProjectionLayout['method'];

const methods = [
  { value: 'tsne', label: 't-SNE' },
  { value: 'pca', label: 'PCA' },
] as const;

const cautions: Readonly<Record<Method, string>> = {
  tsne: 'Who is whose neighbour means something in t-SNE; distances and the size of a cloud do not.',
  pca: 'Both at one scale, with the axes of their first step: points that draw together really do.',
};

interface SpreadPanelProps {
  readonly method: Method;
  onMethod(method: Method): void;
  readonly coloring: PairColoring;
  readonly measure: RepresentationMeasure;
  onMeasure(measure: RepresentationMeasure): void;
}

export function SpreadPanel({ method, onMethod, coloring, measure, onMeasure }: SpreadPanelProps) {
  const { code, colorings } = coloring;
  return (
    <Panel title="Representation of both" className="pair-spread">
      <div className="picture-controls">
        <Segmented<Method> label="Projection" options={methods} value={method} onChange={onMethod} />
        <ColorPicker {...coloring} />
      </div>
      <RampLegend code={code} coloring={colorings.a} />
      <StepScrub />
      <p className="help">{cautions[method]}</p>
      <SpreadTable measure={measure} onMeasure={onMeasure} />
    </Panel>
  );
}
