/** @file Four curves: the hue says how many steps, dash and shape of the points say which run. */
import { useMemo } from 'react';
import type { SuccessChart } from '../../lab/labState.ts';
import { sides } from '../../lab/pair/pairState.ts';
import { StepSeries } from '../../lab/stepSeries.ts';
import { linearAxis, stepLimit } from '../charts/axes.ts';
import { OutcomeCurves } from '../charts/OutcomeCurves.tsx';
import { type Metric, type OutcomeCurve, outcomeCurve } from '../charts/outcomes.ts';
import { PlotNote } from '../charts/PlotNote.tsx';
import type { ReadStep } from '../charts/reading.ts';
import { StepPlot } from '../charts/StepPlot.tsx';
import { rangeIn } from '../charts/seriesCurve.ts';
import { useStepView } from '../charts/stepCursor.ts';
import type { Size } from '../useSize.ts';
import { sayNumber, sayPercent } from '../words.ts';
import { stepCounts } from './sideOutcomes.ts';
import { type OfSides, useSides } from './useSides.ts';

interface PairOutcomePlotProps {
  readonly success: OfSides<SuccessChart>;
  readonly metric: Metric;
  readonly size: Size;
  readonly read: ReadStep;
}

/** Pixels between two curves’ intervals at one step */
const shift = 3;

export function PairOutcomePlot({ success, metric, size, read }: PairOutcomePlotProps) {
  const window = useStepView((view) => view.window);
  const { a, b } = success;
  const curves = useMemo(
    () =>
      sides.flatMap((side) =>
        stepCounts.map((steps) => {
          const records = { a, b }[side].bySteps[steps] ?? [];
          return { side, steps, curve: outcomeCurve(records, metric) };
        }),
      ),
    [a, b, metric],
  );
  const trained = useSides((state) => state.loss.last?.step ?? 0);
  const lastStep = stepLimit(Math.max(1, trained.a, trained.b, ...curves.map(({ curve }) => curve.value.lastStep)));
  const axis = useMemo(() => {
    if (metric === 'success') return linearAxis(0, 1);
    const drawn = curves.flatMap(({ curve }) => [curve.low, curve.high]);
    return linearAxis(...(rangeIn(drawn, window ?? [0, lastStep]) ?? [0, 1]));
  }, [curves, metric, window, lastStep]);
  const steps = longest(curves.map(({ curve }) => curve));
  return (
    <StepPlot
      label={metric === 'success' ? 'Success of both runs' : 'Return of both runs'}
      say={metric === 'success' ? sayPercent : sayNumber}
      {...{ size, lastStep, axis, steps, read }}
    >
      {(scales) => (
        <>
          {steps.length === 0 && (
            <PlotNote scales={scales} lines={['Each evaluation', 'becomes a point here,', 'with its 95 % interval.']} />
          )}
          {curves.map(({ side, steps: count, curve }, i) => (
            <OutcomeCurves
              key={`${side} ${count}`}
              side={side}
              curve={curve}
              scales={scales}
              className={count === 1 ? 'one-step' : 'many-steps'}
              shift={(i - 1.5) * shift}
            />
          ))}
        </>
      )}
    </StepPlot>
  );
}

const longest = (curves: readonly OutcomeCurve[]) =>
  curves.reduce((most, { value }) => (value.length > most.length ? value : most), new StepSeries());
