/** @file A named place on a plot's lower axis: a dashed line from top to bottom, its name on the side with more room. */
import type { PlotScales } from './plotScales.ts';

interface PlotMarkProps {
  readonly scales: PlotScales;
  /** On the lower axis */
  readonly at: number;
  readonly label: string;
}

export function PlotMark({ scales, at, label }: PlotMarkProps) {
  const { left, top, width, height } = scales.area;
  const x = scales.x(at);
  const isLeft = x < left + width / 2;
  return (
    <g className="plot-mark">
      <path d={`M${x.toFixed(1)} ${top}v${height}`} />
      <text x={x + (isLeft ? 5 : -5)} y={top + 9} textAnchor={isLeft ? 'start' : 'end'}>
        {label}
      </text>
    </g>
  );
}
