/** @file The embeddings in the plane, by t-SNE or PCA, with what their colours mean. */
import { type RefObject, useMemo } from 'react';
import { dispersionGrowth } from '../../core/experiment/dispersionGrowth.ts';
import type { ProjectionLayout } from '../../workers/projection/protocol.ts';
import { useLabState } from '../LabContext.tsx';
import { sayCount } from '../words.ts';
import { ChartFigure } from './ChartFigure.tsx';
import { ColorPicker, RampLegend } from './ColorPicker.tsx';
import { LayoutScatter } from './LayoutScatter.tsx';
import { reachOf } from './layoutReach.ts';
import { readMeasure } from './MeasurePlot.tsx';
import type { ReadStep } from './reading.ts';
import { useStepView } from './stepCursor.ts';
import type { ChosenColoring } from './useColoring.ts';
import { type ShownSpread, useShownSpread } from './useShownSpread.ts';

export type LayoutMethod = ProjectionLayout['method'];

const cautions: Readonly<Record<LayoutMethod, string>> = {
  tsne: 'In t-SNE only neighbours mean something: distances and sizes of clusters do not.',
  pca: 'PCA keeps its axes for the whole run: points that draw together here really do.',
};

interface LayoutFigureProps {
  readonly method: LayoutMethod;
  readonly figure: RefObject<HTMLElement | null>;
  readonly coloring: ChosenColoring;
}

export function LayoutFigure({ method, figure, coloring }: LayoutFigureProps) {
  const { layouts, album, history } = useLabState((state) => state.representation);
  const cursor = useStepView((view) => view.cursor);
  const spread = useShownSpread();
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
        summary={summarise(layout, spread)}
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
      <div className="picture-colors">
        <ColorPicker {...coloring} />
        {layout && <RampLegend {...coloring} />}
      </div>
      <p className="help">{cautions[method]}</p>
    </>
  );
}

/** What no picture shows, because both are drawn to fit: that it became wider by length alone. */
function summarise(layout: ProjectionLayout | null, { first, shown }: ShownSpread): string {
  if (!layout) return 'Where the network puts observations that it has not trained on.';
  const growth = first && shown && dispersionGrowth(first, shown);
  const caution = growth?.kind === 'norm' ? '; wider since the start, but mostly by norm' : '';
  return `Step ${sayCount(layout.step)}: ${layout.points.length / 2} held-out observations${caution}`;
}
