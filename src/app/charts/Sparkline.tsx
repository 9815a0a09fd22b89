/** @file A small curve without axes: where a number comes from, at a glance, with the linked cursor. */
import { memo } from 'react';
import type { StepSeries } from '../../lab/stepSeries.ts';
import { curvePath } from './curvePath.ts';
import { rangeIn } from './seriesCurve.ts';
import { useStepView } from './stepCursor.ts';
import type { StepWindow } from './stepWindow.ts';

interface SparklineProps {
  readonly series: StepSeries;
  /** Points in the series, which grows in place */
  readonly count: number;
  readonly lastStep: number;
  /** Values that are always in view; what is drawn where absent */
  readonly limits?: readonly [low: number, high: number];
}

const width = 92;
const height = 20;
const edge = 2.5;

export function Sparkline(props: SparklineProps) {
  const window = useStepView((view) => view.window) ?? ([0, props.lastStep] as const);
  return (
    <svg className="sparkline" viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      <SparkCurve series={props.series} count={props.count} limits={props.limits} from={window[0]} to={window[1]} />
      <SparkCursor window={window} />
    </svg>
  );
}

const place = (step: number, [from, to]: StepWindow) => edge + ((step - from) / (to - from)) * (width - 2 * edge);

const SparkCurve = memo(function SparkCurve({
  series,
  limits,
  from,
  to,
}: {
  series: StepSeries;
  count: number;
  limits: SparklineProps['limits'];
  from: number;
  to: number;
}) {
  const range = rangeIn([series], [from, to]) ?? [0, 1];
  const [low, high] = limits ? [Math.min(range[0], limits[0]), Math.max(range[1], limits[1])] : range;
  const spread = high - low;
  // A curve that does not move runs through the middle.
  const y = (value: number) => (spread > 0 ? edge + ((high - value) / spread) * (height - 2 * edge) : height / 2);
  const chosen = series.choose(from, to, width);
  return <path d={curvePath(chosen, (index) => [place(series.step(index), [from, to]), y(series.value(index))])} />;
});

function SparkCursor({ window }: { window: StepWindow }) {
  const cursor = useStepView((view) => view.cursor);
  if (cursor === null || cursor < window[0] || cursor > window[1]) return null;
  return <path className="spark-cursor" data-cursor="" d={`M${place(cursor, window)} 0v${height}`} />;
}
