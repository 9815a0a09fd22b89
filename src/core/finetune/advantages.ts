/** @file Generalised advantage estimation over many robots, with endings that end and cuts that do not. */

/** What was played, by decision and robot: `[decisions, robots]` row by row, unless said otherwise. */
export interface PlayedDecisions {
  readonly decisions: number;
  readonly robots: number;
  /** Scaled reward of each decision: a chunk's rewards, added up */
  readonly rewards: Float32Array;
  /** The critic's V(o) where each decision was taken */
  readonly values: Float32Array;
  /**
   * V of what each decision led to, before any reset: the value of the last observation where the episode was cut, and
   * of the next decision's observation otherwise
   */
  readonly nextValues: Float32Array;
  /** 1 where the task itself ended: nothing is to be earned beyond */
  readonly terminated: Uint8Array;
  /** 1 where the episode is over, by its own rule or by a time limit: the next decision belongs to another one */
  readonly ended: Uint8Array;
}

/**
 *     δ_t = r_t + γ·V(o_{t+1})·(1 − terminated_t) − V(o_t)        A_t = δ_t + γλ·(1 − ended_t)·A_{t+1}
 *
 * @param discount γ, of one decision @param lambda λ
 * @returns advantages A, and the critic's targets A + V, both `[decisions, robots]`
 * @see Schulman et al. 2016, "High-dimensional continuous control using generalized advantage estimation", eq. 16
 */
export function estimateAdvantages(
  played: PlayedDecisions,
  discount: number,
  lambda: number,
): { advantages: Float32Array; targets: Float32Array } {
  const { decisions, robots, rewards, values, nextValues, terminated, ended } = played;
  const advantages = new Float32Array(decisions * robots);
  for (let robot = 0; robot < robots; robot++) {
    let following = 0;
    for (let decision = decisions - 1; decision >= 0; decision--) {
      const i = decision * robots + robot;
      const beyond = terminated[i] ? 0 : nextValues[i];
      const surprise = rewards[i] + discount * beyond - values[i];
      following = surprise + (ended[i] ? 0 : discount * lambda * following);
      advantages[i] = following;
    }
  }
  return { advantages, targets: advantages.map((advantage, i) => advantage + values[i]) };
}

/** Share of the targets' variance that the values explain: 1 − Var(target − value)/Var(target); 0 where nothing varies. */
export function explainedVariance(values: Float32Array, targets: Float32Array): number {
  const whole = variance(targets);
  return whole > 0 ? 1 - variance(targets.map((target, i) => target - values[i])) / whole : 0;
}

function variance(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
