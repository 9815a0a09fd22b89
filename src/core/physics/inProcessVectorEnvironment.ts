/** @file Many environments in this very process: for tests, for one core, and as the inside of a physics worker. */
import { emptyChunkTransition } from './chunkTransition.ts';
import type { ChunkTransition, Environment, VectorEnvironment } from './environment.ts';

export interface InProcessOptions {
  /** Environments to make */
  readonly slots: number;
  /** End an episode at its first success. Set where success is the scene's metric. */
  readonly stopAtSuccess: boolean;
}

export class InProcessVectorEnvironment implements VectorEnvironment {
  readonly slots: number;
  readonly observationSize: number;
  readonly actionSize: number;
  readonly lanes: readonly (readonly number[])[];
  private readonly environments: readonly Environment[];
  private readonly isRunning: boolean[];
  private readonly stopAtSuccess: boolean;

  /**
   * @param create makes one environment; called once a slot
   * @throws RangeError where `slots` is not a positive integer
   */
  constructor(create: () => Environment, options: InProcessOptions) {
    const { slots, stopAtSuccess } = options;
    if (!Number.isInteger(slots) || slots < 1) throw new RangeError(`slots: expected 1 or more, received ${slots}`);
    this.slots = slots;
    this.stopAtSuccess = stopAtSuccess;
    this.environments = Array.from({ length: slots }, create);
    this.isRunning = new Array(slots).fill(false);
    this.observationSize = this.environments[0].observationSize;
    this.actionSize = this.environments[0].actionSize;
    this.lanes = [Array.from({ length: slots }, (_, slot) => slot)];
  }

  /** @throws RangeError where there is no such slot, or not one seed a slot */
  async reset(slots: readonly number[], seeds: readonly number[]): Promise<Float32Array> {
    if (seeds.length !== slots.length) {
      throw new RangeError(`seeds: expected one for each of ${slots.length} slots, received ${seeds.length}`);
    }
    const observations = new Float32Array(slots.length * this.observationSize);
    for (const [row, slot] of slots.entries()) {
      observations.set(this.environment(slot).reset(seeds[row]), row * this.observationSize);
      this.isRunning[slot] = true;
    }
    return observations;
  }

  /** @throws RangeError where a slot's episode is over or not begun, or the actions do not fill whole chunks */
  async step(slots: readonly number[], actions: Float32Array): Promise<ChunkTransition> {
    const count = slots.length;
    const horizon = actions.length / (count * this.actionSize);
    if (count > 0 && (!Number.isInteger(horizon) || horizon < 1)) {
      throw new RangeError(
        `actions: expected ${count} chunks of ${this.actionSize} numbers a step, received ${actions.length} numbers`,
      );
    }
    // Checked before anything moves, so that a refused call leaves every slot where it was.
    for (const slot of slots) this.expectRunning(slot);
    const played = emptyChunkTransition(count, this.observationSize);
    const chunkSize = actions.length / Math.max(count, 1);
    for (const [row, slot] of slots.entries()) {
      this.playChunk(slot, actions.subarray(row * chunkSize, (row + 1) * chunkSize), row, played);
    }
    return played;
  }

  dispose(): void {
    for (const environment of this.environments) environment.dispose();
    this.isRunning.fill(false);
  }

  /** Plays one slot's chunk, `[actionHorizon, actionSize]`, until it or the episode ends. */
  private playChunk(slot: number, chunk: Float32Array, row: number, played: ChunkTransition): void {
    for (let start = 0; start < chunk.length && this.isRunning[slot]; start += this.actionSize) {
      const transition = this.environments[slot].step(chunk.subarray(start, start + this.actionSize));
      played.observations.set(transition.observation, row * this.observationSize);
      played.rewards[row] += transition.reward;
      played.lengths[row]++;
      played.terminated[row] = Number(transition.terminated);
      played.truncated[row] = Number(transition.truncated);
      if (transition.success) played.successes[row] = 1;
      if (transition.failure !== undefined) played.failures[row] = 1;
      const isDone = this.stopAtSuccess && transition.success;
      this.isRunning[slot] = !(transition.terminated || transition.truncated || isDone);
    }
  }

  private environment(slot: number): Environment {
    const environment = this.environments[slot];
    if (!environment) throw new RangeError(`slot: expected 0 to ${this.slots - 1}, received ${slot}`);
    return environment;
  }

  private expectRunning(slot: number): void {
    this.environment(slot);
    if (!this.isRunning[slot]) throw new RangeError(`slot ${slot}: its episode is over or not begun; reset it first`);
  }
}
