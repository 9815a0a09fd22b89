/** @file What many episodes come to: k of n with its interval, or a mean return with its own. */

import type { EpisodeOutcome } from '../experiment/records.ts';
import { Random } from '../random/random.ts';
import { bootstrapMeanInterval, wilsonInterval } from './statistics.ts';

export interface RolloutSummary {
  readonly episodes: number;
  readonly successes: number;
  /** Wilson 95 % interval of the success rate */
  readonly wilson: readonly [number, number];
  readonly meanReturn: number;
  /** Bootstrap 95 % interval of the mean return */
  readonly returnInterval: readonly [number, number];
  readonly meanLength: number;
}

/** @throws RangeError where there is no episode */
export function rolloutSummary(outcomes: readonly EpisodeOutcome[]): RolloutSummary {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const successes = outcomes.filter(({ success }) => success).length;
  const returns = outcomes.map((outcome) => outcome.return);
  return {
    episodes: outcomes.length,
    successes,
    wilson: wilsonInterval(successes, outcomes.length),
    meanReturn: mean(returns),
    returnInterval: bootstrapMeanInterval(returns, new Random(0)),
    meanLength: mean(outcomes.map(({ length }) => length)),
  };
}
