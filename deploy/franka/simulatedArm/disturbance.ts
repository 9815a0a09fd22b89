/** @file What lies between the simulated arm and the runner: latency, jitter, noise and lost packets, all seeded. */
import type { RunnerDisturbance } from '../../../src/core/export/runnerLog.ts';
import { Random } from '../../../src/core/random/random.ts';

export const noDisturbance: RunnerDisturbance = { latencyMs: 0, jitterMs: 0, drop: 0, noise: 0 };

/** Keeps the streams apart from those of the episode's own seed. */
const streams = { observations: 51, commands: 52 } as const;

export class Disturbance {
  private readonly observations: Random;
  private readonly commands: Random;

  constructor(
    private readonly settings: RunnerDisturbance,
    seed: number,
  ) {
    this.observations = new Random(seed, streams.observations);
    this.commands = new Random(seed, streams.commands);
  }

  /** @returns how long the next observation takes, ms; null where it is lost. Later ones may overtake it. */
  observationDelay(): number | null {
    const { latencyMs, jitterMs, drop } = this.settings;
    const isLost = this.observations.uniform() < drop;
    const delay = latencyMs + jitterMs * this.observations.uniform();
    return isLost ? null : delay;
  }

  losesCommand(): boolean {
    return this.commands.uniform() < this.settings.drop;
  }

  /** @returns the observation with Gaussian noise on every number; a fresh array */
  blur(observation: ArrayLike<number>): number[] {
    const { noise } = this.settings;
    return Array.from(observation, (value) => (noise > 0 ? value + this.observations.normal(0, noise) : value));
  }
}
