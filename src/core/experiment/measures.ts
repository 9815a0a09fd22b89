/** @file What runs are compared by: one number of a run at each of some steps, read from its records. */
import type { RunRecord } from './records.ts';

export interface Measure {
  readonly id: string;
  readonly label: string;
  readonly scale: 'logarithmic' | 'linear';
  /** A share of episodes, 0 … 1 */
  readonly isShare?: boolean;
  /** @returns undefined where the record does not say it */
  read(record: RunRecord): number | undefined;
}

const evaluated = (steps: number, value: 'share' | 'return') => (record: RunRecord) => {
  if (record.kind !== 'evaluation' || record.steps !== steps) return undefined;
  return value === 'share' ? record.successes / record.episodes : record.meanReturn;
};

const represented =
  (value: 'effectiveRank' | 'meanDistance' | 'meanNorm' | 'linearProbeR2' | 'actionGap') => (record: RunRecord) =>
    record.kind === 'representation' ? record[value] : undefined;

const finetuned =
  (value: 'meanReturn' | 'successRate' | 'klDivergence' | 'sigma' | 'anchorLoss') => (record: RunRecord) =>
    record.kind === 'finetuning' ? (record[value] ?? undefined) : undefined;

export const measures: readonly Measure[] = [
  {
    id: 'velocity-loss',
    label: 'Velocity loss',
    scale: 'logarithmic',
    read: (record) => (record.kind === 'training' ? record.velocityLoss : undefined),
  },
  { id: 'success-1', label: 'Success, 1 step', scale: 'linear', isShare: true, read: evaluated(1, 'share') },
  { id: 'success-32', label: 'Success, 32 steps', scale: 'linear', isShare: true, read: evaluated(32, 'share') },
  { id: 'return-1', label: 'Return, 1 step', scale: 'linear', read: evaluated(1, 'return') },
  { id: 'return-32', label: 'Return, 32 steps', scale: 'linear', read: evaluated(32, 'return') },
  { id: 'effective-rank', label: 'Effective rank', scale: 'linear', read: represented('effectiveRank') },
  { id: 'mean-distance', label: 'Mean distance', scale: 'linear', read: represented('meanDistance') },
  { id: 'mean-norm', label: 'Mean norm', scale: 'linear', read: represented('meanNorm') },
  { id: 'linear-probe', label: 'Linear probe R²', scale: 'linear', read: represented('linearProbeR2') },
  { id: 'action-gap', label: 'Action gap, 1 to 32 steps', scale: 'linear', read: represented('actionGap') },
  { id: 'ppo-return', label: 'PPO: training return', scale: 'linear', read: finetuned('meanReturn') },
  { id: 'ppo-success', label: 'PPO: training success', scale: 'linear', isShare: true, read: finetuned('successRate') },
  { id: 'ppo-kl', label: 'PPO: KL divergence', scale: 'linear', read: finetuned('klDivergence') },
  { id: 'ppo-sigma', label: 'PPO: exploration σ', scale: 'linear', read: finetuned('sigma') },
  { id: 'anchor-distance', label: 'PPO: distance from the anchor', scale: 'linear', read: finetuned('anchorLoss') },
];

export interface Curve {
  /** Rising; each step once */
  readonly steps: Float64Array;
  readonly values: Float64Array;
}

/** A measure of one run; a step that was recorded twice counts as it was last. */
export function curveOf(records: readonly RunRecord[], measure: Measure): Curve {
  const points = new Map<number, number>();
  for (const record of records) {
    const value = measure.read(record);
    if (value !== undefined) points.set(record.step, value);
  }
  const steps = Float64Array.from(points.keys()).sort();
  return { steps, values: steps.map((step) => points.get(step)!) };
}
