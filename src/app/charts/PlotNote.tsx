/** @file What will appear in a plot that has nothing to draw yet. */
import type { PlotScales } from './plotScales.ts';

export function PlotNote({ scales, lines }: { scales: PlotScales; lines: readonly string[] }) {
  const { left, top, width, height } = scales.area;
  const first = top + height / 2 - (lines.length - 1) * 8;
  return (
    <text className="plot-note" textAnchor="middle">
      {lines.map((line, i) => (
        <tspan key={line} x={left + width / 2} y={first + i * 16}>
          {line}
        </tspan>
      ))}
    </text>
  );
}
