/** @file A bar for each contestant's training step, with its spread, and how many times as fast as plain tfjs it is. */
import { memo } from 'react';
import { Bar, BarChart, CartesianGrid, ErrorBar, XAxis, YAxis } from 'recharts';
import { linearAxis } from '../charts/axes.ts';
import type { Size } from '../useSize.ts';
import { sayNumber } from '../words.ts';
import { contestantOf, sayTimes } from './contestants.ts';
import type { MeasuredLine } from './useBoard.ts';

interface BarRow {
  readonly key: string;
  readonly median: number;
  /** From the median down to the 10th and up to the 90th percentile */
  readonly spread: readonly [down: number, up: number];
  /** Under its name: its time, and how many times as fast as plain tfjs it is */
  readonly said: string;
}

const axisStyle = {
  tick: { fontSize: '0.6875rem', fill: 'var(--faint)' },
  axisLine: { stroke: 'var(--control-line)' },
  tickLine: false,
} as const;

interface StepBarsProps {
  readonly line: MeasuredLine<'trainingStep'>;
  readonly size: Size;
}

export const StepBars = memo(function StepBars({ line, size }: StepBarsProps) {
  const rows = barRows(line);
  const longest = Math.max(...Object.values(line.times).map(({ p90 }) => p90));
  const { domain, ticks } = linearAxis(0, longest);
  return (
    <BarChart
      {...size}
      layout="vertical"
      data={rows}
      margin={{ top: 4, right: 16, bottom: 0, left: 0 }}
      barCategoryGap="30%"
      accessibilityLayer={false}
    >
      <CartesianGrid horizontal={false} stroke="var(--line)" />
      <XAxis
        {...axisStyle}
        type="number"
        domain={domain as [number, number]}
        ticks={ticks as number[]}
        tickFormatter={sayNumber}
        height={20}
      />
      <YAxis
        {...axisStyle}
        type="category"
        dataKey="key"
        width={150}
        interval={0}
        tick={({ x, y, index }) => <RowName x={Number(x)} y={Number(y)} row={rows[index]} />}
      />
      <Bar dataKey="median" isAnimationActive={false} shape={drawBar}>
        <ErrorBar
          dataKey="spread"
          direction="x"
          width={6}
          strokeWidth={1.5}
          stroke="var(--text)"
          isAnimationActive={false}
        />
      </Bar>
    </BarChart>
  );
});

function barRows({ times, speedAgainstPlain }: MeasuredLine<'trainingStep'>): BarRow[] {
  return Object.entries(times).map(([key, { median, p10, p90 }]) => {
    const speed = speedAgainstPlain[key];
    const said = `${sayNumber(median)} ms${speed ? `, ${sayTimes(speed.median)}` : ''}`;
    return { key, median, spread: [median - p10, p90 - median], said };
  });
}

function RowName({ x, y, row }: { x: number; y: number; row: BarRow }) {
  return (
    <text x={x - 2} y={y} textAnchor="end" fontSize="0.6875rem">
      <tspan x={x - 2} dy="-0.2em" fill="var(--text)">
        {contestantOf(row.key).name}
      </tspan>
      <tspan x={x - 2} dy="1.2em" fill="var(--faint)">
        {row.said}
      </tspan>
    </text>
  );
}

interface BarShape {
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly payload?: BarRow;
}

function drawBar({ x, y, width, height, payload }: BarShape) {
  return <rect x={x} y={y} width={width} height={height} fill={contestantOf(payload?.key ?? '').color} />;
}
