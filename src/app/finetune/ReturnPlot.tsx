/** @file The curve of training episodes, the evaluations with their intervals, and the levels, in one plot. */
import { useMemo } from 'react';
import { StepSeries } from '../../lab/stepSeries.ts';
import { linearAxis } from '../charts/axes.ts';
import { BrokenMarks } from '../charts/BrokenMarks.tsx';
import { OutcomeCurves } from '../charts/OutcomeCurves.tsx';
import { type Metric, outcomeCurve } from '../charts/outcomes.ts';
import { PlotNote } from '../charts/PlotNote.tsx';
import type { ReadStep } from '../charts/reading.ts';
import { StepPlot } from '../charts/StepPlot.tsx';
import { rangeIn, seriesPath } from '../charts/seriesCurve.ts';
import { useStepView } from '../charts/stepCursor.ts';
import { useLastStep } from '../charts/useLastStep.ts';
import { useLabState } from '../LabContext.tsx';
import type { Size } from '../useSize.ts';
import { sayNumber, sayPercent } from '../words.ts';
import { LevelLine } from './LevelLine.tsx';
import type { Level } from './levels.ts';

interface ReturnPlotProps {
  readonly metric: Metric;
  readonly levels: readonly Level[];
  readonly size: Size;
  readonly read: ReadStep;
  /** Evaluations of a stage 1 run are of training steps, and not drawn here. */
  readonly isOfStage2: boolean;
}

const nothing = new StepSeries();

export function ReturnPlot({ metric, levels, size, read, isOfStage2 }: ReturnPlotProps) {
  const { series, count } = useLabState((state) => state.finetuning);
  const { bySteps } = useLabState((state) => state.success);
  const lastStep = useLastStep();
  const window = useStepView((view) => view.window);
  const curve = series?.[metric === 'success' ? 'successRate' : 'meanReturn'] ?? nothing;
  const evaluated = useMemo(
    () =>
      isOfStage2 ? ([1, 32] as const).map((steps) => [steps, outcomeCurve(bySteps[steps] ?? [], metric)] as const) : [],
    [bySteps, metric, isOfStage2],
  );
  const shownLevels = isOfStage2 ? levels : [];
  // biome-ignore lint/correctness/useExhaustiveDependencies: the curve grows in place, its count tells
  const axis = useMemo(() => {
    if (metric === 'success') return linearAxis(0, 1);
    const drawn = [curve, ...evaluated.flatMap(([, { low, high }]) => [low, high])];
    const range = rangeIn(drawn, window ?? [0, lastStep]) ?? [];
    const values = [...range, ...shownLevels.map(({ value }) => value)];
    return values.length > 0 ? linearAxis(Math.min(...values), Math.max(...values)) : linearAxis(0, 1);
  }, [curve, count, evaluated, levels, isOfStage2, metric, window, lastStep]);
  return (
    <StepPlot
      label={metric === 'success' ? 'Success of training episodes' : 'Return of training episodes'}
      say={metric === 'success' ? sayPercent : sayNumber}
      steps={curve}
      {...{ size, lastStep, axis, read }}
    >
      {(scales) => (
        <>
          {shownLevels.map(({ id, name, value }) => (
            <LevelLine key={id} scales={scales} value={value} label={name} className={id} />
          ))}
          {!isOfStage2 && <PlotNote scales={scales} lines={['Each iteration of PPO', 'becomes a point here.']} />}
          <g className="curve loss-curve" data-points={curve.length}>
            <path className="curve-bold" d={seriesPath(curve, scales)} />
            <BrokenMarks series={curve} scales={scales} />
          </g>
          {[...evaluated].reverse().map(([steps, outcomes]) => (
            <OutcomeCurves
              key={steps}
              curve={outcomes}
              scales={scales}
              className={steps === 1 ? 'one-step' : 'many-steps'}
              shift={steps === 1 ? -1.5 : 1.5}
            />
          ))}
        </>
      )}
    </StepPlot>
  );
}
