/** @file Three marks for each number of steps, on a logarithmic axis of milliseconds, with the line of 120 Hz. */
import { memo } from 'react';
import { Scatter } from 'recharts';
import type { LatencyAnswer } from '../../workers/deployment/protocol.ts';
import { LatencyFrame } from '../charts/LatencyFrame.tsx';
import type { Size } from '../useSize.ts';

export const percentiles = ['p50', 'p95', 'p99'] as const;

interface MarkProps {
  readonly cx?: number;
  readonly cy?: number;
}

/** Filled, hollow, and a bar: told apart without their colour. */
const marks = {
  p50: ({ cx = 0, cy = 0 }: MarkProps) => <circle cx={cx} cy={cy} r={4.5} fill="var(--one-step)" />,
  p95: ({ cx = 0, cy = 0 }: MarkProps) => (
    <circle cx={cx} cy={cy} r={4} fill="var(--surface)" stroke="var(--one-step)" strokeWidth={2} />
  ),
  p99: ({ cx = 0, cy = 0 }: MarkProps) => (
    <path d={`M${cx} ${cy - 6}v12`} stroke="var(--many-steps)" strokeWidth={2.5} />
  ),
} as const;

export const LatencyMarks = memo(function LatencyMarks({ latency, size }: { latency: LatencyAnswer; size: Size }) {
  const { ladder, clockTick } = latency;
  // A time of no tick has no place on a logarithmic axis.
  const rows = ladder.map((rung) => ({
    name: String(rung.steps),
    ...Object.fromEntries(percentiles.map((key) => [key, Math.max(rung[key], clockTick / 2)])),
  })) as ({ name: string } & Record<(typeof percentiles)[number], number>)[];
  const values = rows.flatMap((row) => percentiles.map((key) => row[key]));
  return (
    <>
      <ul className="mark-legend">
        {percentiles.map((key) => (
          <li key={key}>
            <svg width="12" height="14" aria-hidden="true">
              {marks[key]({ cx: 6, cy: 7 })}
            </svg>
            {key}
          </li>
        ))}
      </ul>
      <LatencyFrame
        size={{ width: size.width, height: Math.max(60, size.height - 18) }}
        shortest={0.8 * Math.min(...values)}
        longest={Math.max(...values)}
        dataKey="value"
      >
        {percentiles.map((key) => (
          <Scatter
            key={key}
            data={rows.map((row) => ({ name: row.name, value: row[key] }))}
            isAnimationActive={false}
            shape={marks[key]}
          />
        ))}
      </LatencyFrame>
    </>
  );
});
