/** @file Success, or return, with 1 step beside 32 steps, with intervals. */
import { useMemo, useRef } from 'react';
import { StepSeries } from '../../lab/stepSeries.ts';
import { useLab, useLabState } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import type { Size } from '../useSize.ts';
import { sayNumber, sayPercent } from '../words.ts';
import { linearAxis } from './axes.ts';
import { ChartFigure } from './ChartFigure.tsx';
import { ChartMenu } from './ChartMenu.tsx';
import { OutcomeCurves } from './OutcomeCurves.tsx';
import { OutcomeTables } from './OutcomeTables.tsx';
import { latestTogether, type Metric, type OutcomeCurve, outcomeCurve, outcomeOf, togetherAt } from './outcomes.ts';
import { readOutcomes, summariseOutcomes } from './outcomeWords.ts';
import { PlotNote } from './PlotNote.tsx';
import type { ReadStep } from './reading.ts';
import { StepPlot } from './StepPlot.tsx';
import { rangeIn } from './seriesCurve.ts';
import { countedIn, useStepUnit } from './stepColumn.ts';
import { useStepView } from './stepCursor.ts';
import { outcomeTable } from './tables.ts';
import { useLastStep } from './useLastStep.ts';
import { useMetric } from './useMetric.ts';

const legend = [
  { name: '1 step', color: 'var(--one-step)' },
  { name: '32 steps', color: 'var(--many-steps)' },
];

const classOf = (steps: number) => (steps === 1 ? 'one-step' : 'many-steps');
const colorOf = (steps: number) => `var(--${classOf(steps)})`;

export function SuccessPanel() {
  const lab = useLab();
  const success = useLabState((state) => state.success);
  const metric = useMetric();
  const unit = useStepUnit();
  const figure = useRef<HTMLElement>(null);
  const title = metric === 'success' ? 'Success' : 'Return';
  const read = useMemo<ReadStep>(
    () => (step) => {
      const records = togetherAt(success, step);
      if (records.length === 0) return null;
      const marks = records.map((record) => ({ value: outcomeOf(record, metric), color: colorOf(record.steps) }));
      return { step: records[0].step, text: readOutcomes(records, metric), marks };
    },
    [success, metric],
  );
  const table = () => {
    const { bySteps, pairs } = lab.state.success;
    const evaluations = Object.values(bySteps).flat();
    evaluations.sort((a, b) => a.step - b.step || a.steps - b.steps);
    return countedIn(unit, outcomeTable(evaluations, pairs));
  };
  return (
    <Panel
      title={title}
      className="success"
      actions={
        <span className="chart-actions">
          <Legend />
          <ChartMenu name={title} table={table} figure={figure} legend={legend} />
        </span>
      }
    >
      <ChartFigure
        ref={figure}
        name={`${metric} with 1 step and with 32 steps over ${unit}`}
        summary={summariseOutcomes(latestTogether(success), metric)}
        read={read}
      >
        {(size) => <OutcomePlot {...{ metric, size, read }} />}
      </ChartFigure>
      <OutcomeTables success={success} metric={metric} />
    </Panel>
  );
}

function OutcomePlot({ metric, size, read }: { metric: Metric; size: Size; read: ReadStep }) {
  const { bySteps } = useLabState((state) => state.success);
  const lastStep = useLastStep();
  const window = useStepView((view) => view.window);
  const curves = useMemo(
    () => [1, 32].map((steps) => [steps, outcomeCurve(bySteps[steps] ?? [], metric)] as const),
    [bySteps, metric],
  );
  const axis = useMemo(() => {
    if (metric === 'success') return linearAxis(0, 1);
    const drawn = curves.flatMap(([, { low, high }]) => [low, high]);
    return linearAxis(...(rangeIn(drawn, window ?? [0, lastStep]) ?? [0, 1]));
  }, [curves, metric, window, lastStep]);
  const steps = longest(curves.map(([, curve]) => curve));
  return (
    <StepPlot
      label={metric === 'success' ? 'Success' : 'Return'}
      say={metric === 'success' ? sayPercent : sayNumber}
      {...{ size, lastStep, axis, steps, read }}
    >
      {(scales) => (
        <>
          {steps.length === 0 && (
            <PlotNote scales={scales} lines={['Each evaluation', 'becomes a point here,', 'with its 95 % interval.']} />
          )}
          {[...curves].reverse().map(([count, curve]) => (
            <OutcomeCurves
              key={count}
              curve={curve}
              scales={scales}
              className={classOf(count)}
              shift={count === 1 ? -1.5 : 1.5}
            />
          ))}
        </>
      )}
    </StepPlot>
  );
}

/** The steps of the curve with the most points: 32 steps lag behind 1. */
const longest = (curves: readonly OutcomeCurve[]) =>
  curves.reduce((most, { value }) => (value.length > most.length ? value : most), new StepSeries());

function Legend() {
  return (
    <span className="legend">
      <span className="key one-step">1 step</span>
      <span className="key many-steps">32 steps</span>
    </span>
  );
}
