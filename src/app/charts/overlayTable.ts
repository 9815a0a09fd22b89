/** @file Several curves as one table: a row a step, a column a curve. */
import { sayCount } from '../words.ts';
import { type ChartTable, someRows } from './chartTable.ts';
import type { OverlaySeries } from './OverlayChart.tsx';

/** Rows to be read on the page: of long runs, evenly taken steps of the longest. */
const most = 200;

export function overlayTable(title: string, series: readonly OverlaySeries[]): ChartTable {
  const longest = series.reduce<ArrayLike<number>>((all, { steps }) => (steps.length > all.length ? steps : all), []);
  const all = Array.from({ length: longest.length }, (_, i) => [longest[i]]);
  const shown = someRows(all, most) as [number][];
  return {
    name: 'comparison',
    title,
    columns: [
      { key: 'step', label: 'Training step', unit: 'optimiser steps' },
      ...series.map(({ id, name }) => ({ key: id, label: name, unit: '' })),
    ],
    rows: shown.map(([step]) => [step, ...series.map((one) => valueAt(one, step))]),
    notes:
      shown.length < all.length
        ? [`These are ${shown.length} of ${sayCount(all.length)} steps, evenly taken; the CSV file has them all.`]
        : [],
  };
}

/** The value at exactly a step; null where none was measured there. */
function valueAt({ steps, values }: OverlaySeries, step: number): number | null {
  let [low, high] = [0, steps.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle] < step) low = middle + 1;
    else high = middle;
  }
  return steps[low] === step ? values[low] : null;
}
