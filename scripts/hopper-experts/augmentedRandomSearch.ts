/**
 * @file Augmented random search, version V2-t, over linear policies on normalised observations.
 *
 * Each iteration tries N random directions both ways, keeps the b directions whose better side returned most, and
 * steps along their difference, scaled by the deviation of those returns. The survival bonus is left out of the search's
 * own return, as the authors do for Hopper: with it, standing still for a whole episode is a local optimum.
 * @see Mania, Guy & Recht 2018, "Simple random search provides a competitive approach to RL", algorithm 2
 */

import type { Environment } from '../../src/core/physics/environment.ts';
import { Random } from '../../src/core/random/random.ts';
import { type LinearPolicy, linearAction } from '../../src/core/scenes/gym/linearPolicy.ts';
import { RunningStatistics } from './runningStatistics.ts';

export interface SearchOptions {
  readonly seed: number;
  /** N */
  readonly directions: number;
  /** b */
  readonly kept: number;
  /** α */
  readonly stepSize: number;
  /** ν, standard deviation of the perturbations */
  readonly exploration: number;
  /** Taken off each step's reward in the search alone */
  readonly survivalBonus: number;
  /** Standard deviation of Gaussian noise on the played action, so that what is found is robust */
  readonly actionNoise: number;
  readonly horizon: number;
}

export interface SearchProgress {
  readonly iteration: number;
  readonly environmentSteps: number;
  /** Over the iteration's episodes, survival bonus included */
  readonly meanReturn: number;
  readonly policy: LinearPolicy;
}

/** Endless: yields the policy after each iteration. */
export function* search(environment: Environment, options: SearchOptions): Generator<SearchProgress> {
  const { observationSize, actionSize } = environment;
  const size = observationSize * actionSize;
  const random = new Random(options.seed);
  const statistics = new RunningStatistics(observationSize);
  let weights: number[] = new Array(size).fill(0);
  let environmentSteps = 0;

  for (let iteration = 0; ; iteration++) {
    const { mean, deviation } = statistics;
    let [steps, searched] = [0, 0];
    const tried = Array.from({ length: options.directions }, (_, index) => {
      const direction = Array.from({ length: size }, () => random.normal());
      const returns = [1, -1].map((sign) => {
        const shifted = weights.map((w, i) => w + sign * options.exploration * direction[i]);
        // Both ways meet the same start and the same noise, so that only the direction tells them apart.
        const episode = [options.seed, iteration, index] as const;
        const played = play(environment, { weights: shifted, mean, deviation }, options, episode, statistics);
        steps += played.length;
        searched += played.return;
        return played.return;
      });
      return { direction, returns };
    });
    weights = ascend(weights, tried, options);
    statistics.publish();
    const policy = { weights, mean: statistics.mean, deviation: statistics.deviation };
    environmentSteps += steps;
    const meanReturn = (searched + steps * options.survivalBonus) / (2 * options.directions);
    yield { iteration: iteration + 1, environmentSteps, meanReturn, policy };
  }
}

interface Tried {
  readonly direction: readonly number[];
  readonly returns: readonly number[];
}

function ascend(weights: readonly number[], tried: readonly Tried[], options: SearchOptions): number[] {
  const best = [...tried].sort((a, b) => Math.max(...b.returns) - Math.max(...a.returns)).slice(0, options.kept);
  const returns = best.flatMap((one) => one.returns);
  const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length;
  const variance = returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / returns.length;
  const scale = options.stepSize / (options.kept * Math.max(Math.sqrt(variance), 1e-6));
  return weights.map((w, i) => {
    const gradient = best.reduce((sum, one) => sum + (one.returns[0] - one.returns[1]) * one.direction[i], 0);
    return w + scale * gradient;
  });
}

function play(
  environment: Environment,
  policy: LinearPolicy,
  options: SearchOptions,
  episode: readonly number[],
  statistics: RunningStatistics,
): { return: number; length: number } {
  const noise = new Random(...episode);
  let observation = environment.reset(noise.integer(2 ** 31));
  let [total, length] = [0, 0];
  while (length < options.horizon) {
    statistics.add(observation);
    const action = linearAction(policy, observation);
    for (let i = 0; i < action.length; i++) action[i] += noise.normal(0, options.actionNoise);
    const transition = environment.step(action);
    total += transition.reward - options.survivalBonus;
    length++;
    observation = transition.observation;
    if (transition.terminated || transition.truncated) break;
  }
  return { return: total, length };
}
