/** @file A series as what a plot draws of it: a path, and where it is broken. */
import type { StepSeries } from '../../lab/stepSeries.ts';
import { curvePath } from './curvePath.ts';
import type { PlotScales } from './plotScales.ts';
import type { StepWindow } from './stepWindow.ts';

/** Most points to draw of one curve in a plot: about one lowest and one highest a pixel and a half. */
export function pointLimit(width: number): number {
  return Math.max(64, Math.round(width * 1.3));
}

export function seriesPath(series: StepSeries, scales: PlotScales): string {
  const chosen = series.choose(...scales.window, pointLimit(scales.area.width));
  return curvePath(chosen, (index) => [scales.x(series.step(index)), scales.y(series.value(index))]);
}

/** The area between a lower and an upper curve. */
export function bandPath(low: StepSeries, high: StepSeries, scales: PlotScales): string {
  const limit = pointLimit(scales.area.width) / 2;
  const side = (series: StepSeries) =>
    series
      .choose(...scales.window, limit)
      .map((index) => [scales.x(series.step(index)), scales.y(series.value(index))] as const)
      .filter(([, y]) => Number.isFinite(y));
  const points = [...side(high), ...side(low).reverse()];
  return points.length > 2 ? `${curvePath(points, (point) => point)}Z` : '';
}

/** Lowest and highest of several series in a window; null where nothing finite, or nothing positive where that is asked for, is there. */
export function rangeIn(
  series: readonly StepSeries[],
  [from, to]: StepWindow,
  onlyPositive = false,
): [low: number, high: number] | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const one of series) {
    for (const index of one.choose(from, to, 200)) {
      const value = one.value(index);
      if (!Number.isFinite(value) || (onlyPositive && value <= 0)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low <= high ? [low, high] : null;
}
