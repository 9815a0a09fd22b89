/** @file A layout of the embeddings, coloured by the phase in the episode, at the same scale on both axes. */
import { memo } from 'react';
import { Scatter, ScatterChart, useXAxisScale, useYAxisScale, XAxis, YAxis } from 'recharts';
import type { ProjectionLayout } from '../../workers/projection/protocol.ts';
import { useLabState } from '../LabContext.tsx';
import type { Size } from '../useSize.ts';
import { bucketOf, phaseColors } from './phaseColors.ts';

interface LayoutScatterProps {
  readonly method: ProjectionLayout['method'];
  /** Largest coordinate to be seen */
  readonly reach: number;
  readonly size: Size;
}

const radius = 2.6;

/** The frame is laid out again when its reach changes, not with every layout. */
export const LayoutScatter = memo(function LayoutScatter({ method, reach, size }: LayoutScatterProps) {
  // The shorter side holds the whole reach; the longer one shows more at the same scale.
  const shorter = Math.min(size.width, size.height);
  const limits = (length: number): [number, number] => [(-reach * length) / shorter, (reach * length) / shorter];
  return (
    <ScatterChart {...size} margin={noMargin} accessibilityLayer={false}>
      <XAxis type="number" dataKey="x" domain={limits(size.width)} hide allowDataOverflow />
      <YAxis type="number" dataKey="y" domain={limits(size.height)} hide allowDataOverflow />
      {/* The frame takes its scales from a series; the points are drawn by themselves. */}
      <Scatter data={origin} shape={drawNothing} isAnimationActive={false} />
      <PointPaths method={method} />
    </ScatterChart>
  );
});

/** One path a colour: hundreds of elements would make every update a long task. */
function PointPaths({ method }: { method: ProjectionLayout['method'] }) {
  const points = useLabState((state) => state.representation.layouts[method]?.points);
  const phases = useLabState((state) => state.representation.phases);
  const x = useXAxisScale();
  const y = useYAxisScale();
  if (!x || !y || !points) return null;
  const paths = phaseColors.map(() => '');
  for (let i = 0; i < points.length / 2; i++) {
    const left = (x(points[2 * i]) ?? 0).toFixed(1);
    const top = (y(points[2 * i + 1]) ?? 0).toFixed(1);
    // A line without length and with round caps is a dot.
    paths[bucketOf(phases?.[i] ?? 0)] += `M${left} ${top}h0`;
  }
  return (
    <g className="points" data-points={points.length / 2}>
      {paths.map((path, i) => (
        <path key={phaseColors[i]} d={path} stroke={phaseColors[i]} strokeWidth={2 * radius} strokeLinecap="round" />
      ))}
    </g>
  );
}

const drawNothing = () => <g />;
const noMargin = { top: 2, right: 2, bottom: 2, left: 2 };
const origin = [{ x: 0, y: 0 }];
