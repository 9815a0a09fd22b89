/** @file A linear policy on normalised observations: a = W·(o − mean)/deviation, held inside the action limits. */
import type { ExpertDefinition } from '../scene.ts';
import { clamp } from './gymEnvironment.ts';

export interface LinearPolicy {
  /** `[actionSize, observationSize]`, row by row */
  readonly weights: readonly number[];
  /** `[observationSize]` */
  readonly mean: readonly number[];
  /** `[observationSize]`, above 0 */
  readonly deviation: readonly number[];
}

/** @returns the raw action, `[actionSize]`, in ±1 */
export function linearAction(policy: LinearPolicy, observation: ArrayLike<number>): Float64Array {
  const { weights, mean, deviation } = policy;
  const action = new Float64Array(weights.length / mean.length);
  for (let row = 0; row < action.length; row++) {
    let sum = 0;
    for (let i = 0; i < mean.length; i++) {
      sum += (weights[row * mean.length + i] * (observation[i] - mean[i])) / deviation[i];
    }
    action[row] = clamp(sum, 1);
  }
  return action;
}

/** An expert that plays a linear policy. */
export function linearExpert(
  definition: Pick<ExpertDefinition, 'id' | 'description' | 'playNoise'>,
  policy: LinearPolicy,
): ExpertDefinition {
  return { ...definition, create: () => ({ act: (observation) => linearAction(policy, observation) }) };
}
