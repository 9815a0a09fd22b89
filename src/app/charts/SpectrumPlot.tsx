/** @file The variance along each principal direction, largest first, on a logarithmic axis: a collapse is a cliff. */
import { memo } from 'react';
import type { RepresentationRecord } from '../../core/experiment/records.ts';
import type { Size } from '../useSize.ts';
import { useTypeScale } from '../useTypeScale.ts';
import { sayNumber } from '../words.ts';
import { logarithmicAxis } from './axes.ts';
import { curvePath } from './curvePath.ts';
import { PlotFrame } from './PlotFrame.tsx';
import { PlotMark } from './PlotMark.tsx';
import { PlotNote } from './PlotNote.tsx';
import { plotScales } from './plotScales.ts';

interface SpectrumPlotProps {
  readonly shown: RepresentationRecord;
  /** Drawn faint behind it, where it is another */
  readonly first: RepresentationRecord | null;
  readonly size: Size;
}

/** Below this share of the largest a variance is at the foot of the plot. */
const smallest = 1e-6;

export const SpectrumPlot = memo(function SpectrumPlot({ shown, first, size }: SpectrumPlotProps) {
  const { variances = [], effectiveRank } = shown;
  const before = first && first !== shown ? (first.variances ?? []) : [];
  const all = [...variances, ...before];
  const largest = Math.max(0, ...all);
  const lowest = Math.min(...all.filter((variance) => variance > smallest * largest));
  const axis = largest > 0 ? logarithmicAxis(lowest, largest) : logarithmicAxis(0.1, 1);
  const scales = plotScales(size, [1, Math.max(2, variances.length)], axis, useTypeScale());
  const place = (list: readonly number[]) => (index: number) =>
    [scales.x(index + 1), scales.y(Math.max(axis.domain[0], list[index]))] as const;
  const dots = variances
    .map((_, index) => place(variances)(index))
    .map(([x, y]) => `M${x.toFixed(1)} ${y.toFixed(1)}h0`);
  return (
    <svg className="plot-picture" width={size.width} height={size.height} aria-hidden="true">
      <PlotFrame scales={scales} axis={axis} say={sayNumber} />
      {largest > 0 ? (
        <g className="curve measure-curve" data-points={variances.length}>
          {before.length > 0 && <path className="curve-before" d={curvePath([...before.keys()], place(before))} />}
          <path className="curve-bold" d={curvePath([...variances.keys()], place(variances))} />
          <path className="spectrum-dots" d={dots.join('')} />
          <PlotMark scales={scales} at={effectiveRank} label={`effective rank ${sayNumber(effectiveRank)}`} />
        </g>
      ) : (
        <PlotNote scales={scales} lines={['All embeddings are one point:', 'no direction has variance.']} />
      )}
    </svg>
  );
});
