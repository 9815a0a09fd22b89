/** @file The curves of success, or return, with 1 and with 32 steps. */
import { memo } from 'react';
import { CartesianGrid, ErrorBar, Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts';
import type { SuccessChart as SuccessData } from '../../lab/labState.ts';
import type { Size } from '../useSize.ts';
import { sayNumber, sayPercent } from '../words.ts';
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
    <LineChart {...size} data={points as OutcomePoint[]} margin={chartMargin}>
      <CartesianGrid {...gridStyle} />
      <XAxis {...stepAxis(points)} />
      <YAxis
        {...axisStyle}
        domain={isShare ? [0, 1] : ['auto', 'auto']}
        ticks={isShare ? shares : undefined}
        tickFormatter={say}
      />
      <Tooltip {...tooltipStyle} labelFormatter={(step) => `Step ${step}`} formatter={(value) => say(Number(value))} />
      <Line
        dataKey="one"
        name="1 step"
        className="one-step"
        legendType="circle"
        dot={{ r: 3 }}
        connectNulls
        isAnimationActive={false}
      >
        <ErrorBar dataKey="oneError" direction="y" width={4} className="one-step" isAnimationActive={false} />
      </Line>
      <Line dataKey="many" name="32 steps" className="many-steps" dot={{ r: 3 }} connectNulls isAnimationActive={false}>
        <ErrorBar dataKey="manyError" direction="y" width={8} className="many-steps" isAnimationActive={false} />
      </Line>
    </LineChart>
  );
});

const shares = [0, 0.25, 0.5, 0.75, 1];
