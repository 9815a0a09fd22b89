/**
 * @file Compares things on a machine that has other work to do.
 *
 * What is compared takes turns (A B A B …), so that a busy spell falls on all of it; ratios are taken within a turn, and
 * the median of many turns is reported with its spread.
 */
import { percentile } from '../src/core/evaluation/statistics.ts';

/** Median with the 10th and 90th percentile */
export interface Spread {
  readonly median: number;
  readonly p10: number;
  readonly p90: number;
}

/** What one contestant measured in each turn, in turn order. */
export type Samples<Name extends string> = Record<Name, number[]>;

/**
 * @param contestants each measures itself once, in whatever unit
 * @param rounds turns; one more is played first and thrown away
 */
export async function interleave<Name extends string>(
  contestants: Readonly<Record<Name, () => number | Promise<number>>>,
  rounds: number,
): Promise<Samples<Name>> {
  const names = Object.keys(contestants) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Samples<Name>;
  for (let round = -1; round < rounds; round++) {
    for (const name of names) {
      const value = await contestants[name]();
      if (round >= 0) samples[name].push(value);
    }
  }
  return samples;
}

export function spread(values: readonly number[]): Spread {
  const at = (share: number) => Number(percentile(values, share).toPrecision(4));
  return { median: at(50), p10: at(10), p90: at(90) };
}

/** Spread of each contestant. */
export function spreads<Name extends string>(samples: Samples<Name>): Record<Name, Spread> {
  return mapValues(samples, spread);
}

/** a ÷ b, turn by turn. */
export function ratio(a: readonly number[], b: readonly number[]): Spread {
  return spread(a.map((value, i) => value / b[i]));
}

/** Milliseconds that `work` takes, for each of `repetitions`. */
export async function time(work: () => unknown, repetitions = 1): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < repetitions; i++) await work();
  return (performance.now() - start) / repetitions;
}

function mapValues<Name extends string, From, To>(
  from: Record<Name, From>,
  map: (value: From) => To,
): Record<Name, To> {
  return Object.fromEntries(Object.entries<From>(from).map(([name, value]) => [name, map(value)])) as Record<Name, To>;
}
