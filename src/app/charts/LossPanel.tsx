/** @file The velocity loss over training, on a logarithmic axis. */
import type { LossChart } from '../../lab/labState.ts';
import { useLabState } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { sayCount, sayNumber } from '../words.ts';
import { logarithmicAxis, stepLimit } from './axes.ts';
import { ChartFigure } from './ChartFigure.tsx';
import { LossFrame } from './LossFrame.tsx';

export function LossPanel() {
  const loss = useLabState((state) => state.loss);
  const { domain } = logarithmicAxis(...rangeOf(loss));
  return (
    <Panel title="Velocity loss" className="loss">
      <ChartFigure name="Velocity loss over training steps" summary={summarise(loss)}>
        {(size) => <LossFrame size={size} limit={stepLimit(loss.last?.step ?? 1)} low={domain[0]} high={domain[1]} />}
      </ChartFigure>
    </Panel>
  );
}

/** Lowest and highest value to be drawn. */
function rangeOf({ points }: LossChart): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (const { raw, smooth } of points) {
    if (raw === null || smooth === null) continue;
    low = Math.min(low, raw, smooth);
    high = Math.max(high, raw, smooth);
  }
  return high > 0 ? [low, high] : [0.01, 1];
}

function summarise({ points, last }: LossChart): string {
  const first = points.find((point) => point.smooth !== null)?.smooth;
  const latest = points[points.length - 1]?.smooth;
  if (!last || first == null) return 'Mean squared velocity error, as the policy trains (log scale).';
  const change = latest == null ? 'not finite' : `${sayNumber(latest)} now, from ${sayNumber(first)}`;
  return `Step ${sayCount(last.step)}: ${change} (bold: moving average)`;
}
