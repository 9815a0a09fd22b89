/** @file A layout of the embeddings at the same scale on both axes, one path a colour: hundreds of elements would make every update a long task. */
import { memo } from 'react';
import type { Size } from '../useSize.ts';
import { phaseColors } from './phaseColors.ts';

interface LayoutScatterProps {
  /** `[count, 2]` */
  readonly points: Float32Array;
  /** Index into the ramp for each point */
  readonly buckets: Uint8Array;
  /** Largest coordinate to be seen; the longer side shows more at the same scale */
  readonly reach: number;
  readonly size: Size;
}

const diameter = 5;

export const LayoutScatter = memo(function LayoutScatter({ points, buckets, reach, size }: LayoutScatterProps) {
  const scale = (Math.min(size.width, size.height) / 2 - diameter) / reach;
  const paths = phaseColors.map(() => '');
  for (let i = 0; i < points.length / 2; i++) {
    const left = (size.width / 2 + points[2 * i] * scale).toFixed(1);
    const top = (size.height / 2 - points[2 * i + 1] * scale).toFixed(1);
    // A line without length and with round caps is a dot.
    paths[buckets[i] ?? 0] += `M${left} ${top}h0`;
  }
  return (
    <svg className="plot-picture" width={size.width} height={size.height} aria-hidden="true">
      <g className="points" data-points={points.length / 2}>
        {paths.map((path, i) => (
          <path key={phaseColors[i]} d={path} stroke={phaseColors[i]} strokeWidth={diameter} strokeLinecap="round" />
        ))}
      </g>
    </svg>
  );
});
