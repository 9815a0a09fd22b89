/** @file The velocity loss over training: raw faint, debiased moving average bold, logarithmic. */
import { memo } from 'react';
import { CartesianGrid, Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts';
import type { LossChart as LossData, LossPoint } from '../../lab/labState.ts';
import { useLabState } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import type { Size } from '../useSize.ts';
import { sayCount, sayNumber } from '../words.ts';
import { logarithmicAxis } from './axes.ts';
import { ChartFigure } from './ChartFigure.tsx';
import { axisStyle, chartMargin, gridStyle, stepAxis, tooltipStyle } from './chartStyle.ts';

export function LossPanel() {
  const loss = useLabState((state) => state.loss);
  return (
    <Panel title="Velocity loss" className="loss">
      <ChartFigure name="Velocity loss over training steps" summary={summarise(loss)}>
        {(size) => <LossLines points={loss.points} size={size} />}
      </ChartFigure>
    </Panel>
  );
}

function summarise({ points, last }: LossData): string {
  const first = points.find((point) => point.smooth !== null)?.smooth;
  const latest = points[points.length - 1]?.smooth;
  if (!last || first == null) return 'Mean squared velocity error, as the policy trains (log scale).';
  const change = latest == null ? 'not finite' : `${sayNumber(latest)} now, from ${sayNumber(first)}`;
  return `Step ${sayCount(last.step)}: ${change} (average of the last points, bold; each point, faint)`;
}

const LossLines = memo(function LossLines({ points, size }: { points: readonly LossPoint[]; size: Size }) {
  const drawn = points.flatMap(({ raw, smooth }) => [raw, smooth]).filter((value) => value !== null);
  const { domain, ticks } = drawn.length > 0 ? logarithmicAxis(Math.min(...drawn), Math.max(...drawn)) : emptyAxis;
  return (
    <LineChart {...size} data={points as LossPoint[]} margin={chartMargin}>
      <CartesianGrid {...gridStyle} />
      <XAxis {...stepAxis(points)} />
      <YAxis {...axisStyle} scale="log" domain={domain} ticks={ticks} allowDataOverflow tickFormatter={sayNumber} />
      <Tooltip
        {...tooltipStyle}
        labelFormatter={(step) => `Step ${step}`}
        formatter={(value) => sayNumber(Number(value))}
      />
      <Line dataKey="raw" name="each point" className="raw-line" dot={false} isAnimationActive={false} />
      <Line dataKey="smooth" name="average" className="smooth-line" dot={false} isAnimationActive={false} />
    </LineChart>
  );
});

const emptyAxis = { domain: [0.01, 1] as [number, number], ticks: [0.01, 0.1, 1] };
