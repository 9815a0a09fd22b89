/** @file A number of both sides over training, as curves that grow. */
import { useMemo } from 'react';
import type { LossKind, RepresentationMeasure } from '../../lab/labState.ts';
import { type Side, sides } from '../../lab/pair/pairState.ts';
import type { StepSeries } from '../../lab/stepSeries.ts';
import type { GrowingSeries } from '../charts/OverlayChart.tsx';
import { sideColors, sideDashes, sideLetters } from './sides.ts';
import { type OfSides, useSides } from './useSides.ts';

/** Moving averages, with the logged points faint below */
export function useLossCurves(kind: LossKind): readonly GrowingSeries[] {
  const { a, b } = useSides((state) => state.loss);
  return useMemo(
    () =>
      curvesOf({ a, b }, (loss) => {
        const curve = loss.curves?.[kind];
        return curve && { grown: curve.smooth, grownFaint: curve.raw };
      }),
    [a, b, kind],
  );
}

export function useMeasureCurves(measure: RepresentationMeasure): readonly GrowingSeries[] {
  const { a, b } = useSides((state) => state.representation.history);
  return useMemo(
    () =>
      curvesOf({ a, b }, ({ series }) => {
        const grown = series?.[measure];
        return grown && { grown };
      }),
    [a, b, measure],
  );
}

interface Grown {
  readonly grown: StepSeries;
  readonly grownFaint?: StepSeries;
}

function curvesOf<T>(charts: OfSides<T>, read: (chart: T) => Grown | undefined): GrowingSeries[] {
  return sides.flatMap((side) => {
    const grown = read(charts[side]);
    return grown ? [{ ...looksOf(side), ...grown }] : [];
  });
}

const looksOf = (side: Side) => ({
  id: side,
  name: `Run ${sideLetters[side]}`,
  color: sideColors[side],
  dash: sideDashes[side],
});
