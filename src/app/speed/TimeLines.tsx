/** @file Milliseconds by what grows, a line for each contestant, on two logarithmic axes. */
import { memo } from 'react';
import { CartesianGrid, Line, LineChart, ReferenceLine, XAxis, YAxis } from 'recharts';
import { logarithmicAxis } from '../charts/axes.ts';
import type { Size } from '../useSize.ts';
import { sayNumber } from '../words.ts';
import { contestantOf } from './contestants.ts';

/** What was measured at one place of the axis: median milliseconds by contestant */
export interface TimePoint {
  readonly at: number;
  readonly times: Readonly<Record<string, number>>;
}

interface TimeLinesProps {
  readonly points: readonly TimePoint[];
  readonly keys: readonly string[];
  /** What the axis counts */
  readonly label: string;
  readonly size: Size;
  /** A time that is drawn as a limit, in milliseconds */
  readonly limit?: { readonly milliseconds: number; readonly label: string };
}

const axisStyle = {
  tick: { fontSize: '0.6875rem', fill: 'var(--faint)' },
  axisLine: { stroke: 'var(--control-line)' },
  tickLine: false,
} as const;
const margin = { top: 8, right: 16, bottom: 14, left: 0 } as const;

export const TimeLines = memo(function TimeLines({ points, keys, label, size, limit }: TimeLinesProps) {
  const values = points.flatMap(({ times }) => Object.values(times));
  const shown = limit ? [...values, limit.milliseconds] : values;
  const { domain, ticks } = logarithmicAxis(Math.min(...shown), Math.max(...shown));
  const places = points.map(({ at }) => at);
  return (
    <LineChart {...size} data={points as TimePoint[]} margin={margin} accessibilityLayer={false}>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        {...axisStyle}
        type="number"
        dataKey="at"
        scale="log"
        domain={[Math.min(...places), Math.max(...places)]}
        ticks={places}
        interval={0}
        height={20}
        padding={{ left: 12, right: 12 }}
        label={{ value: label, position: 'insideBottom', offset: -12, fill: 'var(--faint)', fontSize: '0.6875rem' }}
      />
      <YAxis
        {...axisStyle}
        type="number"
        scale="log"
        domain={domain as [number, number]}
        ticks={ticks as number[]}
        tickFormatter={sayNumber}
        width={44}
        allowDataOverflow
      />
      {limit && (
        <ReferenceLine
          y={limit.milliseconds}
          stroke="var(--danger)"
          strokeDasharray="4 3"
          label={{ value: limit.label, position: 'insideTopLeft', fill: 'var(--danger)', fontSize: '0.6875rem' }}
        />
      )}
      {keys.map((key) => {
        const { color, dash, mark } = contestantOf(key);
        return (
          <Line
            key={key}
            dataKey={(point: TimePoint) => point.times[key]}
            stroke={color}
            strokeWidth={2}
            strokeDasharray={dash}
            isAnimationActive={false}
            dot={({ cx, cy, key: place }) =>
              Number.isFinite(cy) ? (
                <path key={place} d={mark} transform={`translate(${cx} ${cy})`} fill={color} />
              ) : (
                <g key={place} />
              )
            }
            activeDot={false}
          />
        );
      })}
    </LineChart>
  );
});

/** The contestants that were timed anywhere, in the order of the first point that has them. */
export function keysOf(points: readonly TimePoint[]): string[] {
  return [...new Set(points.flatMap(({ times }) => Object.keys(times)))];
}
