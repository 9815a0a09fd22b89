/** @file Axes of the loss chart. They are laid out again when a limit moves, not when a point is added. */
import { memo } from 'react';
import { CartesianGrid, Line, LineChart, XAxis, YAxis } from 'recharts';
import type { Size } from '../useSize.ts';
import { sayNumber } from '../words.ts';
import { logarithmicAxis } from './axes.ts';
import { axisStyle, chartMargin, gridStyle, stepAxis } from './chartStyle.ts';
import { LossCurves } from './LossCurves.tsx';

interface LossFrameProps {
  readonly size: Size;
  readonly limit: number;
  readonly low: number;
  readonly high: number;
}

export const LossFrame = memo(function LossFrame({ size, limit, low, high }: LossFrameProps) {
  const { domain, ticks } = logarithmicAxis(low, high);
  return (
    <LineChart {...size} data={anchor} margin={chartMargin} accessibilityLayer={false}>
      <CartesianGrid {...gridStyle} />
      <XAxis {...stepAxis(limit)} />
      <YAxis {...axisStyle} scale="log" domain={domain} ticks={ticks} allowDataOverflow tickFormatter={sayNumber} />
      {/* The frame takes its scales from a series; the curves are drawn by themselves. */}
      <Line dataKey="value" dot={false} stroke="none" isAnimationActive={false} />
      <LossCurves />
    </LineChart>
  );
});

// A single point would be drawn as a dot.
const anchor = [
  { step: 0, value: 1 },
  { step: 1, value: 1 },
];
