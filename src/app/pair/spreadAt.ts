/** @file A number of both representations at one training step. */
import type { MeasureChart, RepresentationMeasure } from '../../lab/labState.ts';
import type { OfSides } from './useSides.ts';

type History = Pick<MeasureChart, 'series'>;

/** What was measured nearest to a step; null where nothing was. */
export function spreadAt(
  history: OfSides<History>,
  measure: RepresentationMeasure,
  step: number | null,
): OfSides<number | null> {
  return { a: valueAt(history.a, measure, step), b: valueAt(history.b, measure, step) };
}

function valueAt({ series }: History, measure: RepresentationMeasure, step: number | null): number | null {
  const own = series?.[measure];
  const index = own && step !== null ? own.nearest(step) : -1;
  return own && index >= 0 ? own.value(index) : null;
}
