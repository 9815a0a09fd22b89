/** @file One number of PPO's updates over environment steps, small, with its data. */
import { useMemo, useRef } from 'react';
import { StepSeries } from '../../lab/stepSeries.ts';
import { linearAxis } from '../charts/axes.ts';
import { BrokenMarks } from '../charts/BrokenMarks.tsx';
import { ChartFigure } from '../charts/ChartFigure.tsx';
import { ChartMenu } from '../charts/ChartMenu.tsx';
import type { Reading, ReadStep } from '../charts/reading.ts';
import { StepPlot } from '../charts/StepPlot.tsx';
import { rangeIn, seriesPath } from '../charts/seriesCurve.ts';
import { useStepView } from '../charts/stepCursor.ts';
import { useLastStep } from '../charts/useLastStep.ts';
import { useLabState } from '../LabContext.tsx';
import type { Size } from '../useSize.ts';
import { sayCount, sayNumber } from '../words.ts';
import { updateTable } from './finetuneTables.ts';
import { LevelLine } from './LevelLine.tsx';
import { type UpdateMeasure, updateHelp, updateLimits, updateNames } from './measureWords.ts';

interface UpdateTileProps {
  readonly measure: UpdateMeasure;
  /** A level that it should stay around; null for none */
  readonly target: number | null;
}

const nothing = new StepSeries();

export function UpdateTile({ measure, target }: UpdateTileProps) {
  const { series, records, count } = useLabState((state) => state.finetuning);
  const figure = useRef<HTMLElement>(null);
  const curve = series?.[measure] ?? nothing;
  const read = useMemo<ReadStep>(() => (step) => readUpdate(curve, step), [curve]);
  return (
    <div className="update-tile">
      <header>
        <h3 title={updateHelp[measure]}>{updateNames[measure]}</h3>
        <ChartMenu name={updateNames[measure]} table={() => updateTable(records)} figure={figure} />
      </header>
      <ChartFigure
        ref={figure}
        name={`${updateNames[measure]} over environment steps`}
        summary={count > 0 ? sayNow(curve) : updateHelp[measure]}
        read={read}
      >
        {(size) => <UpdatePlot {...{ measure, target, curve, count, read, size }} />}
      </ChartFigure>
    </div>
  );
}

interface UpdatePlotProps extends UpdateTileProps {
  readonly curve: StepSeries;
  /** Points in the curve, which grows in place */
  readonly count: number;
  readonly size: Size;
  readonly read: ReadStep;
}

function UpdatePlot({ measure, target, curve, count, size, read }: UpdatePlotProps) {
  const window = useStepView((view) => view.window);
  const lastStep = useLastStep();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the curve grows in place, its count tells
  const axis = useMemo(() => {
    const range = rangeIn([curve], window ?? [0, lastStep]) ?? [];
    const values = [...range, ...updateLimits[measure], ...(target === null ? [] : [target])];
    const { domain } = linearAxis(Math.min(...values), Math.max(...values));
    return { kind: 'linear' as const, domain, ticks: domain };
  }, [measure, target, curve, count, window, lastStep]);
  return (
    <StepPlot label={updateNames[measure]} steps={curve} {...{ size, lastStep, axis, read }}>
      {(scales) => (
        <>
          {target !== null && <LevelLine scales={scales} value={target} label="target" className="target" />}
          <g className="curve measure-curve" data-points={curve.length}>
            <path className="curve-bold" d={seriesPath(curve, scales)} />
            <BrokenMarks series={curve} scales={scales} />
          </g>
        </>
      )}
    </StepPlot>
  );
}

function sayNow(curve: StepSeries): string {
  const [first, last] = [curve.value(0), curve.value(curve.length - 1)];
  return `${sayNumber(last)} now, from ${sayNumber(first)}`;
}

function readUpdate(curve: StepSeries, step: number): Reading | null {
  const index = curve.nearest(step);
  if (index < 0) return null;
  const value = curve.value(index);
  return {
    step: curve.step(index),
    text: `Step ${sayCount(curve.step(index))}: ${sayNumber(value)}`,
    marks: [{ value, color: 'var(--accent)' }],
  };
}
