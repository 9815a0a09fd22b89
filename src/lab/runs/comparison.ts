/** @file Runs beside each other: one measure of each over training, alone or as groups that differ in their seed alone. */
import { differingSettings } from '../../core/experiment/experiment.ts';
import type { KeptRun } from '../../core/experiment/keptRun.ts';
import type { RunRecord } from '../../core/experiment/records.ts';
import type { SettingKey } from '../../core/experiment/settings.ts';
import type { LoadedRun } from '../../workers/storage/protocol.ts';

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
  {
    id: 'effective-rank',
    label: 'Effective rank',
    scale: 'linear',
    read: (record) => (record.kind === 'representation' ? record.effectiveRank : undefined),
  },
  {
    id: 'mean-distance',
    label: 'Mean distance',
    scale: 'linear',
    read: (record) => (record.kind === 'representation' ? record.meanDistance : undefined),
  },
];

export interface Curve {
  /** Rising; each step once */
  readonly steps: Float64Array;
  readonly values: Float64Array;
}

/** A measure of one run; a step that was recorded twice counts as it was last. */
export function curveOf({ records }: Pick<LoadedRun, 'records'>, measure: Measure): Curve {
  const points = new Map<number, number>();
  for (const record of records) {
    const value = measure.read(record);
    if (value !== undefined) points.set(record.step, value);
  }
  const steps = Float64Array.from(points.keys()).sort();
  return { steps, values: steps.map((step) => points.get(step)!) };
}

export interface RunGroup {
  /** The runs, in the order they came */
  readonly members: readonly LoadedRun[];
  /** The first of them, which names the group and gives it its colour */
  readonly first: KeptRun;
}

/** Runs whose settings and data are the same but for the seed stand together. */
export function groupBySeed(runs: readonly LoadedRun[]): RunGroup[] {
  const groups = new Map<string, LoadedRun[]>();
  for (const loaded of runs) {
    const { experiment, origin } = loaded.run;
    const key = JSON.stringify([{ ...experiment, seed: 0 }, origin.demonstrationsHash]);
    groups.set(key, [...(groups.get(key) ?? []), loaded]);
  }
  return [...groups.values()].map((members) => ({ members, first: members[0].run }));
}

export interface GroupCurve extends Curve {
  /** 95 % interval of the mean; the mean itself where one run alone was measured */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** How many runs were measured at each step */
  readonly counts: Float64Array;
}

/** Mean over runs at each step that any of them was measured at, with Student's t interval over those that were. */
export function averageCurves(curves: readonly Curve[]): GroupCurve {
  const values = new Map<number, number[]>();
  for (const curve of curves) {
    curve.steps.forEach((step, i) => values.set(step, [...(values.get(step) ?? []), curve.values[i]]));
  }
  const steps = Float64Array.from(values.keys()).sort();
  const at = (read: (sample: readonly number[]) => number) => steps.map((step) => read(values.get(step)!));
  return {
    steps,
    values: at(mean),
    low: at((sample) => mean(sample) - halfWidth(sample)),
    high: at((sample) => mean(sample) + halfWidth(sample)),
    counts: at((sample) => sample.length),
  };
}

/** 97.5 % quantiles of Student's t for 1, 2, … degrees of freedom: ten runs are compared at most. */
const quantiles = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

const mean = (sample: readonly number[]) => sample.reduce((sum, value) => sum + value, 0) / sample.length;

function halfWidth(sample: readonly number[]): number {
  if (sample.length < 2) return 0;
  const centre = mean(sample);
  const squares = sample.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  const deviation = Math.sqrt(squares / (sample.length - 1));
  return (quantiles[sample.length - 2] * deviation) / Math.sqrt(sample.length);
}

/** Settings in which not all of the runs agree. */
export function differingKeys(runs: readonly KeptRun[]): SettingKey[] {
  const [first, ...others] = runs;
  const differing = new Set(others.flatMap((run) => differingSettings(first.experiment, run.experiment)));
  return (Object.keys(first?.experiment ?? {}) as SettingKey[]).filter((key) => differing.has(key));
}
