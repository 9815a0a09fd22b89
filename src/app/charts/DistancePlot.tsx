/** @file How far apart the embeddings of two observations are, over all pairs, with the distance that the loss thinks in. */
import { memo } from 'react';
import type { LossScale } from '../../core/experiment/dispersionScale.ts';
import type { DistanceHistogram } from '../../core/experiment/records.ts';
import type { Size } from '../useSize.ts';
import { useTypeScale } from '../useTypeScale.ts';
import { sayNumber, sayPercent } from '../words.ts';
import { linearAxis, roundUp } from './axes.ts';
import { PlotFrame } from './PlotFrame.tsx';
import { PlotMark } from './PlotMark.tsx';
import { type PlotScales, plotScales } from './plotScales.ts';

interface DistancePlotProps {
  readonly shown: DistanceHistogram;
  /** Drawn as an outline over it; null where it is the same or unknown */
  readonly first: DistanceHistogram | null;
  readonly scale: LossScale | null;
  readonly size: Size;
}

export const DistancePlot = memo(function DistancePlot({ shown, first, scale, size }: DistancePlotProps) {
  const limit = roundUp(Math.max(shown.upTo, scale?.length ?? 0) || 1, [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8]);
  const [shares, before] = [sharesOf(shown), first ? sharesOf(first) : []];
  // Room above the bars for the mark's name.
  const axis = linearAxis(0, 1.15 * Math.max(...shares));
  const scales = plotScales(size, [0, limit], axis, useTypeScale());
  const ticks = linearAxis(0, limit).ticks.filter((tick) => tick <= limit);
  return (
    <svg className="plot-picture" width={size.width} height={size.height} aria-hidden="true">
      <PlotFrame scales={scales} axis={axis} say={sayPercent} ticks={ticks} sayTick={sayNumber} />
      <g className="curve measure-curve" data-points={shares.length}>
        <path className="distance-bars" d={outlineOf(shares, shown.upTo, scales)} />
        {first && <path className="curve-before" d={outlineOf(before, first.upTo, scales)} />}
        {scale && <PlotMark scales={scales} at={scale.length} label={`${scale.name} = ${sayNumber(scale.length)}`} />}
      </g>
    </svg>
  );
});

/** Share of all pairs in each bin. */
function sharesOf({ counts }: DistanceHistogram): number[] {
  const pairs = counts.reduce((sum, count) => sum + count, 0) || 1;
  return counts.map((count) => count / pairs);
}

/** Narrower than this, in pixels, a histogram would not be seen. */
const thinnest = 2;

/** The upper edge of the bars, closed along the axis; what is higher than the plot is cut off at its top. */
function outlineOf(shares: readonly number[], upTo: number, { area, x, y }: PlotScales): string {
  const bottom = area.top + area.height;
  const width = Math.max(thinnest, x(upTo) - area.left) / shares.length;
  const edges = shares.map((share, i) => {
    const top = Math.max(area.top, y(share)).toFixed(1);
    return `V${top}H${(area.left + (i + 1) * width).toFixed(1)}`;
  });
  return `M${area.left} ${bottom}${edges.join('')}V${bottom}Z`;
}
