/** @file A level to compare a curve with: a line through the whole plot, named at its end. */
import type { PlotScales } from '../charts/plotScales.ts';

interface LevelLineProps {
  readonly scales: PlotScales;
  readonly value: number;
  readonly label: string;
  readonly className: 'stage-1' | 'demonstrations' | 'target';
}

/** Room above a line for its name, in pixels */
const room = 14;

export function LevelLine({ scales, value, label, className }: LevelLineProps) {
  const { left, top, width } = scales.area;
  const y = scales.y(value);
  if (!Number.isFinite(y)) return null;
  const isAbove = y - top > room;
  return (
    <g className={`level ${className}`}>
      <path d={`M${left} ${y.toFixed(1)}h${width}`} />
      <text x={left + width - 4} y={isAbove ? y - 4 : y + 11 * scales.type} textAnchor="end">
        {label}
      </text>
    </g>
  );
}
