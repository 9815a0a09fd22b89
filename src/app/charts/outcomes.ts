/** @file What the evaluations say, step by step, and of which weights. */
import type { EvaluationRecord, PairedRecord } from '../../core/experiment/records.ts';
import type { SuccessChart } from '../../lab/labState.ts';
import { StepSeries } from '../../lab/stepSeries.ts';

export type Metric = 'success' | 'return';

export const outcomeOf = (record: EvaluationRecord, metric: Metric): number =>
  metric === 'success' ? record.successes / record.episodes : record.meanReturn;

export const intervalOf = (record: EvaluationRecord, metric: Metric): readonly [low: number, high: number] =>
  metric === 'success' ? record.wilson : record.returnInterval;

/** The value of each evaluation with one number of denoising steps, and the ends of its interval. */
export interface OutcomeCurve {
  readonly value: StepSeries;
  readonly low: StepSeries;
  readonly high: StepSeries;
}

export function outcomeCurve(records: readonly EvaluationRecord[], metric: Metric): OutcomeCurve {
  const steps = records.map(({ step }) => step);
  const series = (read: (record: EvaluationRecord) => number) => StepSeries.from(steps, records.map(read));
  return {
    value: series((record) => outcomeOf(record, metric)),
    low: series((record) => intervalOf(record, metric)[0]),
    high: series((record) => intervalOf(record, metric)[1]),
  };
}

/**
 * The newest evaluations of one training step: with both step counts where there are any, so that what stands side by
 * side is of the same weights.
 */
export function latestTogether({ bySteps }: Pick<SuccessChart, 'bySteps'>): readonly EvaluationRecord[] {
  const [one = [], many = []] = [bySteps[1], bySteps[32]];
  for (const record of [...many].reverse()) {
    const twin = one.findLast((candidate) => candidate.step === record.step);
    if (twin) return [twin, record];
  }
  return [...one.slice(-1), ...(one.length === 0 ? many.slice(-1) : [])];
}

/** The evaluations of the training step nearest to one, whichever of the step counts there are. */
export function togetherAt({ bySteps }: Pick<SuccessChart, 'bySteps'>, step: number): readonly EvaluationRecord[] {
  const all = [...(bySteps[1] ?? []), ...(bySteps[32] ?? [])];
  const [first, ...others] = all;
  if (!first) return [];
  const distance = (record: EvaluationRecord) => Math.abs(record.step - step);
  const nearest = others.reduce((best, record) => (distance(record) < distance(best) ? record : best), first);
  return all.filter((record) => record.step === nearest.step);
}

/** The paired table of the same training step as some evaluations, if it was made. */
export function pairOf(pairs: readonly PairedRecord[], records: readonly EvaluationRecord[]): PairedRecord | null {
  const step = records[0]?.step;
  return pairs.findLast((pair) => pair.step === step) ?? null;
}

/** The best evaluation of several, the earlier of two as good: a maximum over noisy values, and to be named so. */
export function bestOf(records: readonly EvaluationRecord[], metric: Metric): EvaluationRecord | null {
  return records.reduce<EvaluationRecord | null>(
    (best, record) => (best && outcomeOf(best, metric) >= outcomeOf(record, metric) ? best : record),
    null,
  );
}
