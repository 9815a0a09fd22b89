/** @file The anchor's weight below what is earned, over the same steps: what is let go of, and when. */
import { useMemo } from 'react';
import { StepSeries } from '../../lab/stepSeries.ts';
import { linearAxis } from '../charts/axes.ts';
import { curvePath } from '../charts/curvePath.ts';
import type { PlotScales } from '../charts/plotScales.ts';
import type { ReadStep } from '../charts/reading.ts';
import { StepPlot } from '../charts/StepPlot.tsx';
import { pointLimit, rangeIn, seriesPath } from '../charts/seriesCurve.ts';
import { useLastStep } from '../charts/useLastStep.ts';
import { useLabState } from '../LabContext.tsx';
import type { Size } from '../useSize.ts';
import { sayCount, sayNumber } from '../words.ts';

const nothing = new StepSeries();

export function AnchorStrip({ size }: { size: Size }) {
  const { series, count } = useLabState((state) => state.finetuning);
  const lastStep = useLastStep();
  const weights = series?.anchorWeight ?? nothing;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the series grows in place, its count tells
  const axis = useMemo(() => {
    const [, most] = rangeIn([weights], [0, lastStep]) ?? [0, 1];
    const { domain } = linearAxis(0, most || 1);
    return { kind: 'linear' as const, domain, ticks: domain };
  }, [weights, count, lastStep]);
  const read = useMemo<ReadStep>(() => (step) => readWeight(weights, step), [weights]);
  return (
    <StepPlot label="Anchor weight" steps={weights} {...{ size, lastStep, axis, read }}>
      {(scales) => (
        <g className="curve anchor-curve" data-points={weights.length}>
          <path className="curve-band" d={areaPath(weights, scales)} />
          <path className="curve-bold" d={seriesPath(weights, scales)} />
          <text
            className="plot-caption"
            textAnchor="end"
            x={scales.area.left + scales.area.width - 4}
            y={scales.area.top + 10 * scales.type}
          >
            anchor weight λ
          </text>
        </g>
      )}
    </StepPlot>
  );
}

function readWeight(weights: StepSeries, step: number) {
  const index = weights.nearest(step);
  if (index < 0) return null;
  const value = weights.value(index);
  const text = `Step ${sayCount(weights.step(index))}: anchor weight ${sayNumber(value)}`;
  return { step: weights.step(index), text, marks: [{ value, color: 'var(--recorded)' }] };
}

/** From the curve down to zero */
function areaPath(weights: StepSeries, scales: PlotScales): string {
  const chosen = weights.choose(...scales.window, pointLimit(scales.area.width));
  if (chosen.length < 2) return '';
  const points = chosen.map((index) => [scales.x(weights.step(index)), scales.y(weights.value(index))] as const);
  const ends = [points[points.length - 1][0], points[0][0]].map((x) => [x, scales.y(0)] as const);
  return `${curvePath([...points, ...ends], (point) => point)}Z`;
}
