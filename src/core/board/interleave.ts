/**
 * @file Compares things on a machine that has other work to do.
 *
 * What is compared takes turns (A B A B …), so that a busy spell falls on all of it; ratios are taken within a turn, and
 * the median of many turns is reported with its spread.
 */
import { percentile } from '../evaluation/statistics.ts';
import type { BoardHome } from './measurement.ts';

/** Median with the 10th and 90th percentile */
export interface Spread {
  readonly median: number;
  readonly p10: number;
  readonly p90: number;
}

/** What one contestant measured in each turn, in turn order. */
export type Samples<Name extends string> = Record<Name, number[]>;

export interface Turns extends Pick<BoardHome, 'clock' | 'rest'> {
  readonly rounds: number;
  /** Milliseconds after which no further turn begins, though never before the third */
  readonly longest?: number;
}

const fewestRounds = 3;

/**
 * @param contestants each measures itself once, in whatever unit
 * @param turns one more than its rounds is played first and thrown away
 */
export async function interleave<Name extends string>(
  contestants: Readonly<Record<Name, () => number | Promise<number>>>,
  { rounds, longest = Number.POSITIVE_INFINITY, clock, rest }: Turns,
): Promise<Samples<Name>> {
  const names = Object.keys(contestants) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Samples<Name>;
  const end = clock() + longest;
  for (let round = -1; round < rounds; round++) {
    if (round >= fewestRounds && clock() > end) break;
    for (const name of names) {
      await rest();
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

/** How many times as long as the contestant of that name each other one takes; none where it did not take part. */
export function ratiosTo(samples: Samples<string>, name: string): Record<string, Spread> {
  const own = samples[name];
  const others = Object.entries(samples).filter(([other]) => own && other !== name);
  return Object.fromEntries(others.map(([other, values]) => [other, ratio(values, own)]));
}

/** How many times as fast as the contestant of that name each other one is; none where it did not take part. */
export function speedsAgainst(samples: Samples<string>, name: string): Record<string, Spread> {
  const own = samples[name];
  const others = Object.entries(samples).filter(([other]) => own && other !== name);
  return Object.fromEntries(others.map(([other, values]) => [other, ratio(own, values)]));
}

/** Milliseconds that a turn takes at least, where one call is shorter: a browser's clock ticks too coarsely for one. */
export const turnLength = 20;
const mostRepetitions = 500;

/** @returns how often work of so many milliseconds is done in a turn */
export function repetitionsOf(milliseconds: number): number {
  return Math.max(1, Math.min(mostRepetitions, Math.round(turnLength / milliseconds)));
}

/** Milliseconds that `work` takes, for each of `repetitions`. */
export async function time(clock: () => number, work: () => unknown, repetitions = 1): Promise<number> {
  const start = clock();
  for (let i = 0; i < repetitions; i++) await work();
  return (clock() - start) / repetitions;
}

function mapValues<Name extends string, From, To>(
  from: Record<Name, From>,
  map: (value: From) => To,
): Record<Name, To> {
  return Object.fromEntries(Object.entries<From>(from).map(([name, value]) => [name, map(value)])) as Record<Name, To>;
}
