/** @file The numbers of both representations at one training step. */
import type { MeasureChart, RepresentationMeasure } from '../../lab/labState.ts';
import type { OfSides } from './useSides.ts';

type History = Pick<MeasureChart, 'series' | 'records'>;

export interface SpreadAt {
  /** The training step that both are compared at; null before anything was measured */
  readonly step: number | null;
  /** What was measured nearest to that step; null where nothing was */
  values(measure: RepresentationMeasure): OfSides<number | null>;
}

/** @param cursor the step to look at; null: the newest that both have reached, so that neither is ahead */
export function spreadAt({ a, b }: OfSides<History>, cursor: number | null): SpreadAt {
  const lasts = [a, b].flatMap(({ records }) => records.slice(-1).map((record) => record.step));
  const step = cursor ?? (lasts.length > 0 ? Math.min(...lasts) : null);
  return {
    step,
    values: (measure) => ({ a: valueAt(a, measure, step), b: valueAt(b, measure, step) }),
  };
}

function valueAt({ series }: History, measure: RepresentationMeasure, step: number | null): number | null {
  const own = series?.[measure];
  const index = own && step !== null ? own.nearest(step) : -1;
  return own && index >= 0 ? own.value(index) : null;
}
