/** @file How good a linear policy is in Hopper: returns over seeded episodes, undisturbed or with noise on its actions. */
import type { Environment } from '../../src/core/physics/environment.ts';
import { Random } from '../../src/core/random/random.ts';
import { type LinearPolicy, linearAction } from '../../src/core/scenes/gym/linearPolicy.ts';

/**
 * @param firstSeed seed of the first episode; the others take the next ones
 * @param actionNoise standard deviation of Gaussian noise added to each played action
 * @returns the return of each episode, `[episodes]`
 */
export function playEpisodes(
  environment: Environment,
  policy: LinearPolicy,
  episodes: number,
  firstSeed: number,
  actionNoise = 0,
): number[] {
  return Array.from({ length: episodes }, (_, index) => {
    const noise = new Random(firstSeed + index, 1);
    let observation = environment.reset(firstSeed + index);
    let total = 0;
    for (let isOver = false; !isOver; ) {
      const action = linearAction(policy, observation);
      const transition = environment.step(action.map((value) => noise.normal(value, actionNoise)));
      observation = transition.observation;
      total += transition.reward;
      isOver = transition.terminated || transition.truncated;
    }
    return total;
  });
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
