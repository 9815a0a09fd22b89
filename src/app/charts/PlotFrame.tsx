/** @file A plot's axes and grid: a handful of elements, so that a zoom draws them anew in no time. */
import { memo } from 'react';
import { sayCount } from '../words.ts';
import { stepTicks, type ValueAxis } from './axes.ts';
import type { PlotScales } from './plotScales.ts';

interface PlotFrameProps {
  readonly scales: PlotScales;
  readonly axis: ValueAxis;
  say(value: number): string;
  /** Where the lower axis is labelled; whole training steps where absent */
  readonly ticks?: readonly number[];
  sayTick?(tick: number): string;
}

export const PlotFrame = memo(function PlotFrame(props: PlotFrameProps) {
  const { scales, axis, say, sayTick = sayCount } = props;
  const { area, window, type, x, y } = scales;
  const bottom = area.top + area.height;
  const right = area.left + area.width;
  // Steps of a million and more are wide.
  const widest = Math.max(48, 7 * sayTick(window[1]).length + 10);
  const most = Math.max(2, Math.floor(area.width / (widest * type)));
  return (
    <g className="plot-frame">
      {axis.ticks.map((tick) => (
        <g key={tick}>
          <path className="grid" d={`M${area.left} ${y(tick)}H${right}`} />
          <text x={area.left - 6} y={y(tick)} dy="0.32em" textAnchor="end">
            {say(tick)}
          </text>
        </g>
      ))}
      <path className="axis" d={`M${area.left} ${bottom}H${right}`} />
      {(props.ticks ?? stepTicks(...window, most)).map((tick) => (
        <text key={tick} x={x(tick)} y={bottom + 15 * type} textAnchor={anchorOf(x(tick), right)}>
          {sayTick(tick)}
        </text>
      ))}
    </g>
  );
});

/** The last label would run out of the plot. */
const anchorOf = (x: number, right: number) => (x > right - 16 ? 'end' : 'middle');
