/**
 * @file Rewards in units of the spread of discounted returns, so that one learning rate fits every task.
 *
 * The mean is left where it is: it says whether there is anything to earn at all. What a rollout brought is counted
 * before any of it is scaled, so that all of a rollout is in one unit.
 * @see Engstrom et al. 2020, "Implementation Matters in Deep Policy Gradients"; DPPO's `reward_scale_running`
 */
import { type MomentsState, RunningMoments } from './runningMoments.ts';

/** A single surprise must not throw the critic. */
const limit = 10;
const smallestVariance = 1e-8;

export interface RewardScaleState {
  readonly moments: MomentsState;
  /** Discounted return so far of each robot's running episode, `[robots]` */
  readonly returns: readonly number[];
  /** The least and the most that such a return has ever been, 0 included */
  readonly range: readonly [least: number, most: number];
}

export class RewardScale {
  private readonly moments: RunningMoments;
  private readonly returns: Float64Array;
  private least: number;
  private most: number;

  /** @param discount γ of one decision */
  constructor(
    robots: number,
    private readonly discount: number,
    state?: RewardScaleState,
  ) {
    this.moments = new RunningMoments(1, state?.moments);
    this.returns = Float64Array.from(state?.returns ?? new Array(robots).fill(0));
    [this.least, this.most] = state?.range ?? [0, 0];
  }

  /** Counts one decision. @param rewards `[robots]` @param ended 1 where a robot's episode is over, `[robots]` */
  count(rewards: ArrayLike<number>, ended: ArrayLike<number>): void {
    for (let robot = 0; robot < this.returns.length; robot++) {
      this.returns[robot] = this.discount * this.returns[robot] + rewards[robot];
      this.least = Math.min(this.least, this.returns[robot]);
      this.most = Math.max(this.most, this.returns[robot]);
    }
    this.moments.add(this.returns);
    for (let robot = 0; robot < this.returns.length; robot++) if (ended[robot]) this.returns[robot] = 0;
  }

  /** @returns scaled rewards, within ±10, same shape */
  scale(rewards: ArrayLike<number>): Float32Array {
    return Float32Array.from(rewards, (reward) => Math.max(-limit, Math.min(limit, reward / this.deviation)));
  }

  /**
   * Holds the critic's values within what was ever earned, in scaled rewards. Where a robot strays far from what the
   * critic knows, it extrapolates, and what it learns from its own extrapolation can grow without end.
   * @returns values, same shape
   */
  hold(values: Float32Array): Float32Array {
    const [low, high] = [this.least / this.deviation, this.most / this.deviation];
    return values.map((value) => Math.max(low, Math.min(high, value)));
  }

  private get deviation(): number {
    return Math.sqrt(this.moments.variance[0] + smallestVariance);
  }

  get state(): RewardScaleState {
    return { moments: this.moments.state, returns: [...this.returns], range: [this.least, this.most] };
  }
}
