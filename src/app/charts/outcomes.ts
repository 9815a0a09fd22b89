/** @file Evaluations as the chart's points: one a training step, with 1 and with 32 denoising steps side by side. */
import type { EvaluationRecord } from '../../core/experiment/records.ts';
import type { SuccessChart } from '../../lab/labState.ts';

export type Metric = 'success' | 'return';

/** Distances from the value down and up to the ends of its interval */
type Spread = readonly [below: number, above: number];

export interface OutcomePoint {
  readonly step: number;
  readonly one?: number;
  readonly oneError?: Spread;
  readonly many?: number;
  readonly manyError?: Spread;
}

export const outcomeOf = (record: EvaluationRecord, metric: Metric): number =>
  metric === 'success' ? record.successes / record.episodes : record.meanReturn;

export function outcomePoints({ bySteps }: SuccessChart, metric: Metric): OutcomePoint[] {
  const points = new Map<number, OutcomePoint>();
  const add = (record: EvaluationRecord, part: (value: number, spread: Spread) => Partial<OutcomePoint>) => {
    const value = outcomeOf(record, metric);
    const [low, high] = metric === 'success' ? record.wilson : record.returnInterval;
    points.set(record.step, {
      ...points.get(record.step),
      step: record.step,
      ...part(value, [value - low, high - value]),
    });
  };
  for (const record of bySteps[1] ?? []) add(record, (one, oneError) => ({ one, oneError }));
  for (const record of bySteps[32] ?? []) add(record, (many, manyError) => ({ many, manyError }));
  return [...points.values()].sort((a, b) => a.step - b.step);
}

/**
 * The newest evaluations of one training step: with both step counts where there are any, so that what stands side by
 * side is of the same weights.
 */
export function latestTogether({ bySteps }: SuccessChart): readonly EvaluationRecord[] {
  const [one = [], many = []] = [bySteps[1], bySteps[32]];
  for (const record of [...many].reverse()) {
    const twin = one.findLast((candidate) => candidate.step === record.step);
    if (twin) return [twin, record];
  }
  return [...one.slice(-1), ...(one.length === 0 ? many.slice(-1) : [])];
}
