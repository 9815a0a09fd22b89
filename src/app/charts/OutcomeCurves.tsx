/** @file Success, or return, with one number of denoising steps: points joined by a line, each with its interval. */
import { memo } from 'react';
import { curvePath } from './curvePath.ts';
import type { OutcomeCurve } from './outcomes.ts';
import type { PlotScales } from './plotScales.ts';

interface OutcomeCurvesProps {
  readonly curve: OutcomeCurve;
  readonly scales: PlotScales;
  readonly className: 'one-step' | 'many-steps';
  /** Pixels to the right, so that two intervals at one step stand side by side */
  readonly shift: number;
  /** Which of two runs it is of, told apart by dash and by the shape of the points */
  readonly side?: 'a' | 'b';
}

const cap = 3;
/** An interval needs this many pixels to be told from the next. */
const spacing = 8;

export const OutcomeCurves = memo(function OutcomeCurves({
  curve,
  scales,
  className,
  shift,
  side,
}: OutcomeCurvesProps) {
  const { value, low, high } = curve;
  const chosen = value.choose(...scales.window, Math.max(8, Math.round(scales.area.width / spacing)));
  const x = (index: number) => scales.x(value.step(index)) + shift;
  const bars = chosen.map((index) => {
    const [top, bottom] = [scales.y(high.value(index)), scales.y(low.value(index))];
    return `M${x(index) - cap} ${top}h${2 * cap}m${-cap} 0V${bottom}m${-cap} 0h${2 * cap}`;
  });
  const line = curvePath(chosen, (index) => [x(index), scales.y(value.value(index))]);
  // A line without length and with round caps is a dot.
  const dots = chosen.map((index) => `M${x(index)} ${scales.y(value.value(index))}h0`);
  return (
    <g className={`outcome-curve ${className}`} data-side={side} data-points={value.length}>
      <path className="outcome-bars" d={bars.join('')} />
      <path className="outcome-line" d={line} />
      <path className="outcome-dots" d={dots.join('')} />
    </g>
  );
});
