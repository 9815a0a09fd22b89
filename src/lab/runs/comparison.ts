/** @file Runs beside each other: one measure of each over training, alone or as groups that differ in their seed alone. */
import { differingSettings } from '../../core/experiment/experiment.ts';
import type { KeptRun } from '../../core/experiment/keptRun.ts';
import type { Curve, Measure } from '../../core/experiment/measures.ts';
import type { SettingKey } from '../../core/experiment/settings.ts';
import { studentHalfWidth } from '../../core/experiment/studentInterval.ts';

/** A run with one measure of it */
export interface ComparedRun {
  readonly run: KeptRun;
  readonly curve: Curve;
}

export interface RunGroup {
  /** The runs, in the order they came */
  readonly members: readonly ComparedRun[];
  /** The first of them, which names the group and gives it its colour */
  readonly first: KeptRun;
}

/** Runs whose settings and data are the same but for the seed stand together. */
export function groupBySeed(runs: readonly ComparedRun[]): RunGroup[] {
  const groups = new Map<string, ComparedRun[]>();
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

/**
 * Mean over runs at each step that any of them was measured at, with Student's t interval over those that were.
 * @param scale on a logarithmic one mean and interval are taken of the logarithms (the geometric mean), so that the
 *   interval of what is positive is positive
 */
export function averageCurves(curves: readonly Curve[], scale: Measure['scale']): GroupCurve {
  const [forth, back] = scale === 'logarithmic' ? [Math.log, Math.exp] : [same, same];
  const points: { step: number; sample: number[] }[] = [];
  // Ten curves of 50,000 points are walked through side by side, each once.
  const places = curves.map(() => 0);
  for (;;) {
    const step = Math.min(...curves.map(({ steps }, i) => steps[places[i]] ?? Number.POSITIVE_INFINITY));
    if (step === Number.POSITIVE_INFINITY) break;
    const sample: number[] = [];
    for (const [i, { steps, values }] of curves.entries()) {
      if (steps[places[i]] !== step) continue;
      sample.push(forth(values[places[i]]));
      places[i] += 1;
    }
    points.push({ step, sample });
  }
  const column = (read: (sample: readonly number[]) => number) =>
    Float64Array.from(points, ({ sample }) => read(sample));
  return {
    steps: Float64Array.from(points, ({ step }) => step),
    values: column(mean).map(back),
    low: column((sample) => mean(sample) - studentHalfWidth(sample)).map(back),
    high: column((sample) => mean(sample) + studentHalfWidth(sample)).map(back),
    counts: column((sample) => sample.length),
  };
}

const same = (value: number) => value;

const mean = (sample: readonly number[]) => sample.reduce((sum, value) => sum + value, 0) / sample.length;

/** Settings in which not all of the runs agree. */
export function differingKeys(runs: readonly KeptRun[]): SettingKey[] {
  const [first, ...others] = runs;
  const differing = new Set(others.flatMap((run) => differingSettings(first.experiment, run.experiment)));
  return (Object.keys(first?.experiment ?? {}) as SettingKey[]).filter((key) => differing.has(key));
}
