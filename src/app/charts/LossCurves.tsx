/** @file A loss: each point faint, the debiased moving average bold, what is not finite marked. */
import { memo } from 'react';
import type { LossCurve } from '../../lab/labState.ts';
import { BrokenMarks } from './BrokenMarks.tsx';
import type { PlotScales } from './plotScales.ts';
import { seriesPath } from './seriesCurve.ts';

interface LossCurvesProps {
  readonly curve: LossCurve;
  /** Points in the curve, which grows in place */
  readonly count: number;
  readonly scales: PlotScales;
}

export const LossCurves = memo(function LossCurves({ curve, count, scales }: LossCurvesProps) {
  return (
    <g className="curve loss-curve" data-points={count}>
      <path className="curve-faint" d={seriesPath(curve.raw, scales)} />
      <path className="curve-bold" d={seriesPath(curve.smooth, scales)} />
      <BrokenMarks series={curve.raw} scales={scales} />
    </g>
  );
});
