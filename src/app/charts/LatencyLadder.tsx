/** @file Median and 95th percentile of each number of denoising steps, on a logarithmic axis of milliseconds, with the line of 120 Hz. */
import { memo } from 'react';
import { CartesianGrid, ErrorBar, ReferenceLine, Scatter, ScatterChart, XAxis, YAxis } from 'recharts';
import type { Size } from '../useSize.ts';
import { sayNumber } from '../words.ts';
import { logarithmicAxis } from './axes.ts';
import { budget, type Rung } from './latencies.ts';

const margin = { top: 8, right: 14, bottom: 4, left: 0 } as const;
const axisStyle = {
  tick: { fontSize: '0.6875rem', fill: 'var(--faint)' },
  axisLine: { stroke: 'var(--control-line)' },
  tickLine: false,
} as const;

export const LatencyLadder = memo(function LatencyLadder({ ladder, size }: { ladder: readonly Rung[]; size: Size }) {
  const rungs = ladder.map(({ steps, latencyMs: { p50, p95 } }) => ({
    name: String(steps),
    p50,
    tail: [0, p95 - p50],
    color: steps === 1 ? 'var(--one-step)' : steps === 32 ? 'var(--many-steps)' : 'var(--loss)',
  }));
  const values = ladder.flatMap(({ latencyMs }) => [latencyMs.p50, latencyMs.p95]);
  const { domain, ticks } = logarithmicAxis(Math.min(...values, budget), Math.max(...values, budget));
  return (
    <ScatterChart {...size} margin={margin} accessibilityLayer={false}>
      <CartesianGrid horizontal={false} stroke="var(--line)" />
      <XAxis
        {...axisStyle}
        type="number"
        dataKey="p50"
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
      <Scatter data={rungs} isAnimationActive={false} shape={drawRung}>
        <ErrorBar dataKey="tail" direction="x" width={5} stroke="var(--faint)" isAnimationActive={false} />
      </Scatter>
    </ScatterChart>
  );
});

interface RungShape {
  readonly cx?: number;
  readonly cy?: number;
  readonly payload?: { readonly color: string };
}

function drawRung({ cx = 0, cy = 0, payload }: RungShape) {
  return <circle cx={cx} cy={cy} r={5} fill={payload?.color} />;
}
