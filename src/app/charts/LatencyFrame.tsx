/** @file Numbers of denoising steps down the side, milliseconds on a logarithmic axis, and the line of 120 Hz. */
import type { ReactNode } from 'react';
import { CartesianGrid, ReferenceLine, ScatterChart, XAxis, YAxis } from 'recharts';
import type { Size } from '../useSize.ts';
import { sayNumber } from '../words.ts';
import { logarithmicAxis } from './axes.ts';
import { budget } from './latencies.ts';

const margin = { top: 8, right: 14, bottom: 4, left: 0 } as const;
const axisStyle = {
  tick: { fontSize: '0.6875rem', fill: 'var(--faint)' },
  axisLine: { stroke: 'var(--control-line)' },
  tickLine: false,
} as const;

interface LatencyFrameProps {
  readonly size: Size;
  /** What the axis reaches from and to, milliseconds above 0; it always holds the budget of 120 Hz */
  readonly shortest: number;
  readonly longest: number;
  /** Of the milliseconds in the rows of `children`, whose names are numbers of steps */
  readonly dataKey: string;
  readonly children: ReactNode;
}

export function LatencyFrame({ size, shortest, longest, dataKey, children }: LatencyFrameProps) {
  const { domain, ticks } = logarithmicAxis(Math.min(shortest, budget), Math.max(longest, budget));
  return (
    <ScatterChart {...size} margin={margin} accessibilityLayer={false}>
      <CartesianGrid horizontal={false} stroke="var(--line)" />
      <XAxis
        {...axisStyle}
        type="number"
        dataKey={dataKey}
        scale="log"
        domain={domain as [number, number]}
        ticks={ticks as number[]}
        tickFormatter={sayNumber}
        height={20}
        allowDataOverflow
      />
      <YAxis
        {...axisStyle}
        type="category"
        dataKey="name"
        allowDuplicatedCategory={false}
        reversed
        width={26}
        interval={0}
      />
      <ReferenceLine
        x={budget}
        stroke="var(--danger)"
        strokeDasharray="4 3"
        label={{ value: '120 Hz', position: 'insideTopRight', fill: 'var(--danger)', fontSize: '0.6875rem' }}
      />
      {children}
    </ScatterChart>
  );
}
