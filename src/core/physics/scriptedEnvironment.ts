/** @file For tests: an environment without physics, whose episodes end where a test says. */
import type { Environment, Transition } from './environment.ts';

/** Control steps at which something happens; never, where they are left out */
export interface ScriptedRules {
  readonly fallAt?: number;
  readonly horizon?: number;
  readonly successAt?: number;
}

/** What an episode has been so far */
interface Played {
  readonly seed: number;
  readonly steps: number;
  /** First number of the last action; 0 before the first */
  readonly action: number;
  /** Of the first numbers of all actions */
  readonly sum: number;
}

/** The reward is the action's first number. */
export class ScriptedEnvironment implements Environment {
  readonly observationSize = 2;
  readonly actionSize = 1;
  isDisposed = false;
  private played: Played = { seed: 0, steps: 0, action: 0, sum: 0 };

  constructor(
    private readonly rules: ScriptedRules,
    private readonly observe: (played: Played) => readonly [number, number],
  ) {}

  reset(seed: number): Float64Array {
    this.played = { seed, steps: 0, action: 0, sum: 0 };
    return Float64Array.of(...this.observe(this.played));
  }

  step({ 0: action }: ArrayLike<number>): Transition {
    const { seed, steps, sum } = this.played;
    this.played = { seed, steps: steps + 1, action, sum: sum + action };
    const { fallAt, horizon, successAt } = this.rules;
    return {
      observation: Float64Array.of(...this.observe(this.played)),
      reward: action,
      terminated: this.played.steps === fallAt,
      truncated: this.played.steps === horizon,
      success: this.played.steps === successAt,
    };
  }

  poses(): Float32Array {
    return new Float32Array(7);
  }

  dispose(): void {
    this.isDisposed = true;
  }
}
