/** @file The curves of success, or return, with 1 and with 32 steps. */
import { memo } from 'react';
import { CartesianGrid, ErrorBar, Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts';
import type { SuccessChart as SuccessData } from '../../lab/labState.ts';
import type { Size } from '../useSize.ts';
import { sayNumber, sayPercent } from '../words.ts';
import { stepLimit } from './axes.ts';
import { axisStyle, chartMargin, gridStyle, stepAxis, tooltipStyle } from './chartStyle.ts';
import { type Metric, type OutcomePoint, outcomePoints } from './outcomes.ts';

interface OutcomeLinesProps {
  readonly success: SuccessData;
  readonly metric: Metric;
  readonly size: Size;
}

export const OutcomeLines = memo(function OutcomeLines({ success, metric, size }: OutcomeLinesProps) {
  const points = outcomePoints(success, metric);
  const isShare = metric === 'success';
  const say = isShare ? sayPercent : sayNumber;
  return (
    <LineChart {...size} data={points.length > 0 ? (points as OutcomePoint[]) : anchor} margin={chartMargin}>
      <CartesianGrid {...gridStyle} />
      <XAxis {...stepAxis(stepLimit(points.at(-1)?.step ?? 1))} />
      <YAxis
        {...axisStyle}
        domain={isShare ? [0, 1] : ['auto', 'auto']}
        ticks={isShare ? shares : undefined}
        tickFormatter={say}
      />
      <Tooltip {...tooltipStyle} labelFormatter={(step) => `Step ${step}`} formatter={(value) => say(Number(value))} />
      {/* Lays the axes out before the first evaluation, which then has less to do at once. */}
      <Line dataKey="value" dot={false} stroke="none" isAnimationActive={false} legendType="none" tooltipType="none" />
      <Line dataKey="many" name="32 steps" {...lineStyle('var(--many-steps)')} strokeDasharray="5 3">
        <ErrorBar dataKey="manyError" width={7} {...errorStyle('var(--many-steps)')} />
      </Line>
      <Line dataKey="one" name="1 step" {...lineStyle('var(--one-step)')}>
        <ErrorBar dataKey="oneError" width={4} {...errorStyle('var(--one-step)')} />
      </Line>
    </LineChart>
  );
});

const anchor = [
  { step: 0, value: 0 },
  { step: 1, value: 0 },
];

const shares = [0, 0.25, 0.5, 0.75, 1];

const lineStyle = (color: string) => ({
  stroke: color,
  strokeWidth: 2,
  dot: { r: 3, fill: color, stroke: 'var(--surface)', strokeWidth: 1, strokeDasharray: '' },
  connectNulls: true,
  isAnimationActive: false,
});

const errorStyle = (color: string) => ({
  direction: 'y' as const,
  stroke: color,
  strokeWidth: 1.2,
  strokeOpacity: 0.8,
  isAnimationActive: false,
});
