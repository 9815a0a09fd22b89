/**
 * @file A sweep's results over its seeds: for each combination of values but the seed, success at each K.
 *
 * Two intervals answer two questions, and are never mixed. Over seeds (Student's t on one rate a seed): where would the
 * mean of more seeds lie? Of episodes (Wilson, all seeds pooled): how sure are these runs' own rates? With three seeds
 * the first is rough, and it has no width where all three came out alike.
 */
import { wilsonInterval } from '../../evaluation/statistics.ts';
import type { Latency } from '../records.ts';
import { type OverRuns, overRuns } from '../studentInterval.ts';
import type { SettingValue } from './plan.ts';
import {
  measureOf,
  type Row,
  rateOf,
  type SweepMeasureKey,
  type SweptRun,
  type SweptRung,
  sweepMeasures,
} from './results.ts';

/** One value a seed, in the order of the runs, and what they say together */
export interface OverSeeds extends OverRuns {
  readonly values: readonly number[];
}

export interface RungAverage {
  /** Denoising steps K */
  readonly steps: number;
  /** Over all seeds */
  readonly successes: number;
  readonly episodes: number;
  /** Wilson 95 % interval of k of n, all seeds pooled */
  readonly wilson: readonly [low: number, high: number];
  /** Success shares, one a seed; its interval is cut at 0 and 1 */
  readonly success: OverSeeds;
  /** Mean returns, one a seed */
  readonly return: OverSeeds;
  /** Means over the seeds; null where no run was timed */
  readonly latencyMs: Latency | null;
}

export interface SweepAverage {
  /** This combination, without the seed */
  readonly varied: Readonly<Record<string, SettingValue>>;
  readonly seeds: number;
  /** In order of K */
  readonly rungs: readonly RungAverage[];
  readonly measures: Readonly<Partial<Record<SweepMeasureKey, OverSeeds>>>;
}

/** In the order of the runs. */
export function averageOverSeeds(runs: readonly SweptRun[]): SweepAverage[] {
  const groups = new Map<string, SweptRun[]>();
  for (const run of runs) {
    const key = JSON.stringify(withoutSeed(run.varied));
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups.values()].map((members) => ({
    varied: withoutSeed(members[0].varied),
    seeds: members.length,
    rungs: averageRungs(members.flatMap(({ rungs }) => rungs)),
    measures: averageMeasures(members),
  }));
}

function averageRungs(rungs: readonly SweptRung[]): RungAverage[] {
  const counts = [...new Set(rungs.map(({ steps }) => steps))].sort((a, b) => a - b);
  return counts.map((steps) => {
    const same = rungs.filter((rung) => rung.steps === steps);
    const successes = sumOf(same.map((rung) => rung.successes));
    const episodes = sumOf(same.map((rung) => rung.episodes));
    const timed = same.flatMap(({ latencyMs }) => (latencyMs ? [latencyMs] : []));
    const mean = (read: (latency: Latency) => number) => sumOf(timed.map(read)) / timed.length;
    return {
      steps,
      successes,
      episodes,
      wilson: wilsonInterval(successes, episodes),
      success: cutToShares(overSeeds(same.map(rateOf))),
      return: overSeeds(same.map(({ meanReturn }) => meanReturn)),
      latencyMs: timed.length === 0 ? null : { p50: mean(({ p50 }) => p50), p95: mean(({ p95 }) => p95) },
    };
  });
}

function averageMeasures(runs: readonly SweptRun[]): SweepAverage['measures'] {
  const entries = sweepMeasures.map(({ key }) => {
    const values = runs.map((run) => measureOf(run, key)).filter((value) => value !== null);
    return [key, values] as const;
  });
  return Object.fromEntries(
    entries.filter(([, values]) => values.length > 0).map(([key, values]) => [key, overSeeds(values)]),
  );
}

/** One row for each combination and K, for a CSV file. `seed…` columns are over seeds, `wilson…` of pooled episodes. */
export function averagesTable(averages: readonly SweepAverage[]): Row[] {
  return averages.flatMap(({ varied, seeds, rungs, measures }) =>
    rungs.map((rung) => ({
      ...varied,
      steps: rung.steps,
      seeds,
      successes: rung.successes,
      episodes: rung.episodes,
      pooledWilsonLow: rung.wilson[0],
      pooledWilsonHigh: rung.wilson[1],
      ...cellsOf('success', rung.success),
      ...cellsOf('return', rung.return),
      latencyP50Ms: rung.latencyMs?.p50 ?? null,
      latencyP95Ms: rung.latencyMs?.p95 ?? null,
      ...Object.fromEntries(
        sweepMeasures.flatMap(({ key }) => (measures[key] ? Object.entries(cellsOf(key, measures[key])) : [])),
      ),
    })),
  );
}

const cellsOf = (name: string, { mean, interval }: OverSeeds): Row => ({
  [`${name}SeedMean`]: mean,
  [`${name}SeedLow`]: interval?.[0] ?? null,
  [`${name}SeedHigh`]: interval?.[1] ?? null,
});

const overSeeds = (values: readonly number[]): OverSeeds => ({ values, ...overRuns(values) });

function cutToShares({ interval, ...rest }: OverSeeds): OverSeeds {
  return { ...rest, interval: interval && [Math.max(0, interval[0]), Math.min(1, interval[1])] };
}

function withoutSeed({ seed: _, ...others }: SweptRun['varied']): SweptRun['varied'] {
  return others;
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
