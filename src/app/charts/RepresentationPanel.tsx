/** @file The representation of held-out observations: t-SNE or PCA in the plane, and its spread in numbers with their history. */
import { useMemo, useRef, useState } from 'react';
import type { RepresentationMeasure } from '../../lab/labState.ts';
import type { ProjectionLayout } from '../../workers/projection/protocol.ts';
import { Segmented } from '../kit/Segmented.tsx';
import { useLabState } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { sayCount } from '../words.ts';
import { roundUp } from './axes.ts';
import { ChartFigure } from './ChartFigure.tsx';
import { ChartMenu } from './ChartMenu.tsx';
import { ColorPicker, RampLegend } from './ColorPicker.tsx';
import { DispersionNumbers } from './DispersionNumbers.tsx';
import { LayoutScatter } from './LayoutScatter.tsx';
import { MeasurePlot, readMeasure } from './MeasurePlot.tsx';
import { measureHelp, measureNames } from './measureWords.ts';
import type { ReadStep } from './reading.ts';
import { useStepView } from './stepCursor.ts';
import { representationTable } from './tables.ts';
import { type ChosenColoring, useColoring } from './useColoring.ts';
import { useLastStep } from './useLastStep.ts';

type Method = ProjectionLayout['method'];

const methods = [
  { value: 'tsne', label: 't-SNE' },
  { value: 'pca', label: 'PCA' },
] as const;

const cautions: Readonly<Record<Method, string>> = {
  tsne: 'Distances and sizes of clusters mean nothing in t-SNE; who is whose neighbour does.',
  pca: 'PCA keeps its axes for the whole run: points that draw together here really do.',
};

export function RepresentationPanel() {
  const [method, setMethod] = useState<Method>('tsne');
  const [measure, setMeasure] = useState<RepresentationMeasure | null>(null);
  const figure = useRef<HTMLElement>(null);
  const { history } = useLabState((state) => state.representation);
  const coloring = useColoring();
  const lastStep = useLastStep();
  const choose = (next: Method) => {
    setMethod(next);
    setMeasure(null);
  };
  return (
    <Panel
      title="Representation"
      className="representation"
      actions={<ChartMenu name="Representation" table={() => representationTable(history.records)} figure={figure} />}
    >
      <div className="picture-controls">
        {/* While a number is shown large, none of the pictures is chosen. */}
        <Segmented<Method | ''>
          label="Projection"
          options={methods}
          value={measure ? '' : method}
          onChange={(next) => next && choose(next)}
        />
        {!measure && <ColorPicker {...coloring} />}
      </div>
      {measure ? (
        <MeasureFigure measure={measure} lastStep={lastStep} figure={figure} />
      ) : (
        <LayoutFigure method={method} figure={figure} coloring={coloring} />
      )}
      <DispersionNumbers history={history} lastStep={lastStep} shown={measure} onShow={setMeasure} />
    </Panel>
  );
}

interface FigureProps {
  readonly figure: React.RefObject<HTMLElement | null>;
}

function LayoutFigure({ method, figure, coloring }: FigureProps & { method: Method; coloring: ChosenColoring }) {
  const { layouts, album, history } = useLabState((state) => state.representation);
  const cursor = useStepView((view) => view.cursor);
  // Under the cursor stands the picture of that time.
  const layout = (cursor === null ? layouts[method] : album?.nearest(method, cursor)) ?? null;
  const read = useMemo<ReadStep>(
    () => (step) => {
      const reading = history.series && readMeasure('effectiveRank', history.series.effectiveRank, step);
      if (!reading) return null;
      const picture = album?.nearest(method, step);
      const drawn = picture && picture.step !== reading.step ? `; picture of step ${sayCount(picture.step)}` : '';
      return { ...reading, text: `${reading.text}${drawn}` };
    },
    [history, album, method],
  );
  return (
    <>
      <ChartFigure
        ref={figure}
        name={`Embeddings of held-out observations, ${method === 'tsne' ? 't-SNE' : 'PCA'}`}
        summary={summarise(layout)}
        read={read}
      >
        {(size) =>
          layout ? (
            <LayoutScatter
              points={layout.points}
              buckets={coloring.coloring.buckets}
              reach={reachOf(layout)}
              size={size}
            />
          ) : (
            <p className="empty-chart">
              Observations that the policy has not trained on become points here, near each other where the network sees
              them alike.
            </p>
          )
        }
      </ChartFigure>
      {layout && <RampLegend {...coloring} />}
      <p className="help">{cautions[method]}</p>
    </>
  );
}

function MeasureFigure({
  measure,
  lastStep,
  figure,
}: FigureProps & { measure: RepresentationMeasure; lastStep: number }) {
  const { history } = useLabState((state) => state.representation);
  const series = history.series?.[measure];
  const read = useMemo<ReadStep>(
    () => (step) => (series ? readMeasure(measure, series, step) : null),
    [measure, series],
  );
  return (
    <ChartFigure
      ref={figure}
      name={`${measureNames[measure]} over training steps`}
      summary={`${measureNames[measure]}. ${measureHelp[measure]}`}
      read={read}
    >
      {(size) => <MeasurePlot {...{ measure, history, lastStep, size }} />}
    </ChartFigure>
  );
}

/** t-SNE has a fixed size, which most layouts stay inside. */
const usualReach = 1.9;

/** A round limit that all points lie within. */
function reachOf({ method, points }: ProjectionLayout): number {
  const most = points.reduce((farthest, value) => Math.max(farthest, Math.abs(value)), 0) || 1;
  if (method === 'tsne' && most <= usualReach) return usualReach;
  return roundUp(most, [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8]);
}

function summarise(layout: ProjectionLayout | null): string {
  if (!layout) return 'Where the network puts observations that it has not trained on.';
  return `Step ${sayCount(layout.step)}: ${layout.points.length / 2} held-out observations`;
}
