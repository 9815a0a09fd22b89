/** @file The linked step cursor in one plot: a line at the step, a dot on each value there. It alone follows the pointer. */
import type { PlotScales } from './plotScales.ts';
import type { ReadStep } from './reading.ts';
import { useStepView } from './stepCursor.ts';

export function CursorLine({ scales, read }: { scales: PlotScales; read: ReadStep }) {
  const cursor = useStepView((view) => view.cursor);
  if (cursor === null) return null;
  const { area, window, x, y } = scales;
  const reading = read(cursor);
  const isShown = (step: number) => step >= window[0] && step <= window[1];
  return (
    <g className="cursor" data-cursor="" pointerEvents="none">
      {isShown(cursor) && <path d={`M${x(cursor)} ${area.top}v${area.height}`} />}
      {reading &&
        isShown(reading.step) &&
        reading.marks.map(({ value, color }) =>
          Number.isFinite(y(value)) ? (
            <circle key={`${color} ${value}`} cx={x(reading.step)} cy={y(value)} r={3.6} style={{ fill: color }} />
          ) : null,
        )}
    </g>
  );
}
