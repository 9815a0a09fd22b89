/** @file Median and 95th percentile of each number of denoising steps, on a logarithmic axis of milliseconds, with the line of 120 Hz. */
import { memo } from 'react';
import { ErrorBar, Scatter } from 'recharts';
import type { Size } from '../useSize.ts';
import { LatencyFrame } from './LatencyFrame.tsx';
import type { Rung } from './latencies.ts';

export const LatencyLadder = memo(function LatencyLadder({ ladder, size }: { ladder: readonly Rung[]; size: Size }) {
  const rungs = ladder.map(({ steps, latencyMs: { p50, p95 } }) => ({
    name: String(steps),
    p50,
    tail: [0, p95 - p50],
    color: steps === 1 ? 'var(--one-step)' : steps === 32 ? 'var(--many-steps)' : 'var(--loss)',
  }));
  const values = ladder.flatMap(({ latencyMs }) => [latencyMs.p50, latencyMs.p95]);
  return (
    <LatencyFrame size={size} shortest={Math.min(...values)} longest={Math.max(...values)} dataKey="p50">
      <Scatter data={rungs} isAnimationActive={false} shape={drawRung}>
        <ErrorBar dataKey="tail" direction="x" width={5} stroke="var(--faint)" isAnimationActive={false} />
      </Scatter>
    </LatencyFrame>
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
