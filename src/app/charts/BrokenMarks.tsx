/** @file Where a value was not finite: a cross at the foot of the plot, at its training step. */
import type { StepSeries } from '../../lab/stepSeries.ts';
import type { PlotScales } from './plotScales.ts';

const most = 60;

export function BrokenMarks({ series, scales }: { series: StepSeries; scales: PlotScales }) {
  const steps = series.chooseBroken(...scales.window, most).map((index) => series.step(index));
  if (steps.length === 0) return null;
  const bottom = scales.area.top + scales.area.height;
  const lines = steps.map((step) => `M${scales.x(step)} ${scales.area.top}V${bottom}`).join('');
  const crosses = steps.map((step) => `M${scales.x(step) - 3.5} ${bottom - 8.5}l7 7m0 -7l-7 7`).join('');
  return (
    <g className="broken" data-broken={series.brokenCount}>
      <path className="broken-line" d={lines} />
      <path d={crosses} />
    </g>
  );
}
