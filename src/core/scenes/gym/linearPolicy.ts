/** @file A linear policy on normalised observations: a = W·(o − mean)/deviation, held inside the action limits. */

export interface LinearPolicy {
  /** `[actionSize, observationSize]`, row by row */
  readonly weights: readonly number[];
  /** `[observationSize]` */
  readonly mean: readonly number[];
  /** `[observationSize]`, above 0 */
  readonly deviation: readonly number[];
}

/** @returns the raw action, `[actionSize]`, in ±1 */
export function linearAction(policy: LinearPolicy, observation: ArrayLike<number>, actionSize: number): Float64Array {
  const { weights, mean, deviation } = policy;
  const action = new Float64Array(actionSize);
  for (let row = 0; row < actionSize; row++) {
    let sum = 0;
    for (let i = 0; i < mean.length; i++) {
      sum += (weights[row * mean.length + i] * (observation[i] - mean[i])) / deviation[i];
    }
    action[row] = Math.max(-1, Math.min(1, sum));
  }
  return action;
}
