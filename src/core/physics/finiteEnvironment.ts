/** @file An environment that ends an episode as a failure where the simulation leaves the finite numbers. */
import type { Environment, Transition } from './environment.ts';

/** What is said of such an episode. @param step control steps from its beginning */
export function nonFiniteFailure(step: number): string {
  return `the simulation left the finite numbers at control step ${step}: the episode counts as a failure`;
}

/**
 * Wraps an environment. What is not finite never reaches a learner or the screen: the last finite observation stands
 * for the state, the reward of that step is 0, and the bodies are back where the episode began.
 */
export class FiniteEnvironment implements Environment {
  readonly observationSize: number;
  readonly actionSize: number;
  readonly contacts?: () => Float32Array;
  private seed = 0;
  private steps = 0;
  private observation: Float64Array;

  constructor(readonly inner: Environment) {
    this.observationSize = inner.observationSize;
    this.actionSize = inner.actionSize;
    this.observation = new Float64Array(inner.observationSize);
    if (inner.contacts) this.contacts = () => inner.contacts!();
  }

  reset(seed: number): Float64Array {
    this.seed = seed;
    this.steps = 0;
    this.observation = this.inner.reset(seed);
    return this.observation;
  }

  step(action: ArrayLike<number>): Transition {
    const transition = this.inner.step(action);
    this.steps++;
    if (Number.isFinite(transition.reward) && transition.observation.every(Number.isFinite)) {
      this.observation = transition.observation;
      return transition;
    }
    this.inner.reset(this.seed);
    return {
      observation: Float64Array.from(this.observation),
      reward: 0,
      terminated: true,
      truncated: false,
      success: false,
      failure: nonFiniteFailure(this.steps),
    };
  }

  poses(): Float32Array {
    return this.inner.poses();
  }

  dispose(): void {
    this.inner.dispose();
  }
}
