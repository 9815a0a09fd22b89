/** @file One number of the representation over training, large. */
import { useMemo } from 'react';
import type { MeasureChart, RepresentationMeasure } from '../../lab/labState.ts';
import { StepSeries } from '../../lab/stepSeries.ts';
import type { Size } from '../useSize.ts';
import { sayCount, sayNumber } from '../words.ts';
import { linearAxis } from './axes.ts';
import { BrokenMarks } from './BrokenMarks.tsx';
import { measureInWords, measureLimits, measureNames } from './measureWords.ts';
import type { Reading, ReadStep } from './reading.ts';
import { StepPlot } from './StepPlot.tsx';
import { rangeIn, seriesPath } from './seriesCurve.ts';
import { useStepView } from './stepCursor.ts';

interface MeasurePlotProps {
  readonly measure: RepresentationMeasure;
  readonly history: MeasureChart;
  readonly lastStep: number;
  readonly size: Size;
}

const nothing = new StepSeries();

export function MeasurePlot({ measure, history, lastStep, size }: MeasurePlotProps) {
  const series = history.series?.[measure] ?? nothing;
  const window = useStepView((view) => view.window);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the series grows in place, its count tells
  const axis = useMemo(() => {
    const [low, high] = rangeIn([series], window ?? [0, lastStep]) ?? [0, 1];
    const [least, most] = measureLimits[measure] ?? [low, high];
    return linearAxis(Math.min(low, least), Math.max(high, most));
  }, [measure, series, history.count, window, lastStep]);
  const read = useMemo<ReadStep>(() => (step) => readMeasure(measure, series, step), [measure, series]);
  return (
    <StepPlot label={measureNames[measure]} {...{ size, lastStep, axis, read }} steps={series}>
      {(scales) => (
        <g className="curve measure-curve" data-points={series.length}>
          <path className="curve-bold" d={seriesPath(series, scales)} />
          <BrokenMarks series={series} scales={scales} />
        </g>
      )}
    </StepPlot>
  );
}

export function readMeasure(measure: RepresentationMeasure, series: StepSeries, step: number): Reading | null {
  const index = series.nearest(step);
  if (index < 0) return null;
  const value = series.value(index);
  return {
    step: series.step(index),
    text: `Step ${sayCount(series.step(index))}: ${measureInWords(measure)} ${sayNumber(value)}`,
    marks: [{ value, color: 'var(--accent)' }],
  };
}
