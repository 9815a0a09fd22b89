/** @file What can honestly be said after n episodes: intervals, paired outcomes and percentiles. */
import type { Random } from '../random/random.ts';

/** 97.5 % point of the standard normal: 95 % lie between −z and z. */
const z95 = 1.959963984540054;

/**
 * Wilson score interval of a success rate, 95 %. It stays inside [0, 1] and stays wide at 0 of n and n of n: 20 of 20
 * is [0.839, 1], not "100 %".
 *
 * @returns [low, high], shares
 * @throws RangeError where there is no trial, or not 0 ≤ successes ≤ trials
 * @see Wilson 1927, "Probable inference, the law of succession, and statistical inference"
 */
export function wilsonInterval(successes: number, trials: number): [low: number, high: number] {
  const isCount = Number.isInteger(successes) && Number.isInteger(trials);
  if (!isCount || trials < 1 || successes < 0 || successes > trials) {
    throw new RangeError(`Wilson interval: expected 0 ≤ k ≤ n with n ≥ 1, received ${successes} of ${trials}`);
  }
  const rate = successes / trials;
  const shrink = 1 + z95 ** 2 / trials;
  const centre = (rate + z95 ** 2 / (2 * trials)) / shrink;
  const half = (z95 / shrink) * Math.sqrt((rate * (1 - rate)) / trials + z95 ** 2 / (4 * trials ** 2));
  // At both ends the formula gives the limit exactly, but for rounding.
  return [successes === 0 ? 0 : centre - half, successes === trials ? 1 : centre + half];
}

/**
 * Percentile bootstrap interval of a mean, 95 %: the means of samples drawn with replacement.
 *
 * @param random names the resamples: same generator state, same interval
 * @returns [low, high], in the unit of the values; both the value itself where there is one
 * @throws RangeError where there is no value, or one is not finite
 * @see Efron & Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13
 */
export function bootstrapMeanInterval(
  values: ArrayLike<number>,
  random: Random,
  resamples = 2000,
): [low: number, high: number] {
  const count = values.length;
  expectFinite('bootstrap', values);
  const means = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample++) {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += values[random.integer(count)];
    means[resample] = sum / count;
  }
  return [percentile(means, 2.5), percentile(means, 97.5)];
}

/**
 * Percentile with linear interpolation between the neighbouring order statistics (type 7, NumPy's default).
 *
 * @param share 0 … 100
 * @throws RangeError where there is no value, one is not finite, or the share is outside 0 … 100
 */
export function percentile(values: ArrayLike<number>, share: number): number {
  expectFinite('percentile', values);
  if (!(share >= 0 && share <= 100)) throw new RangeError(`percentile: expected 0 to 100, received ${share}`);
  const sorted = Float64Array.from(values).sort();
  const position = (share / 100) * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

/** How two policies did on the same episodes. Counts of episodes. */
export interface PairedOutcomes {
  readonly both: number;
  readonly onlyOne: number;
  readonly onlyMany: number;
  readonly neither: number;
}

/**
 * The 2 × 2 table of 1-step against many-step success.
 *
 * @param one success of each episode with one step
 * @param many success of the same episodes, in the same order, with many steps
 * @throws RangeError where there is no episode, or the two do not pair up
 */
export function pairedOutcomes(one: readonly boolean[], many: readonly boolean[]): PairedOutcomes {
  if (one.length !== many.length || one.length === 0) {
    throw new RangeError(`paired outcomes: expected equally many episodes, received ${one.length} and ${many.length}`);
  }
  const count = (first: boolean, second: boolean) =>
    one.filter((success, episode) => success === first && many[episode] === second).length;
  return {
    both: count(true, true),
    onlyOne: count(true, false),
    onlyMany: count(false, true),
    neither: count(false, false),
  };
}

/**
 * Exact two-sided McNemar test: how likely a split of the discordant episodes at least this uneven is when both
 * policies are equally good. Episodes in which both or neither succeed say nothing about the difference.
 *
 * @returns p value in (0, 1]; 1 where no episode is discordant
 * @see McNemar 1947; the exact form is the sign test, Binomial(n, ½)
 */
export function mcnemarExact({ onlyOne, onlyMany }: Pick<PairedOutcomes, 'onlyOne' | 'onlyMany'>): number {
  const discordant = onlyOne + onlyMany;
  let logTerm = -discordant * Math.LN2;
  let tail = Math.exp(logTerm);
  for (let k = 1; k <= Math.min(onlyOne, onlyMany); k++) {
    logTerm += Math.log((discordant - k + 1) / k);
    tail += Math.exp(logTerm);
  }
  return Math.min(1, 2 * tail);
}

function expectFinite(what: string, values: ArrayLike<number>): void {
  if (values.length === 0) throw new RangeError(`${what}: expected at least one value, received none`);
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) throw new RangeError(`${what}: value ${i} is ${values[i]}`);
  }
}
