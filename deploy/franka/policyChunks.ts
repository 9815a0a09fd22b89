/** @file The policy in the loop: newest observations in, a chunk of actions out, of which the first few are played. */
import type { Manifest } from '../../src/core/export/manifest.ts';
import type { PolicyRuntime } from '../../src/core/export/policyRuntime.ts';
import { chunkNoise } from '../../src/core/policy/chunkNoise.ts';
import { now } from './clock.ts';

/** One action of a chunk. */
export interface ChunkAction {
  /** Physical units, `[actionSize]` */
  readonly action: Float32Array;
  /** Where it lies in its chunk */
  readonly position: number;
  /** Null where the chunk was drawn before */
  readonly inferenceMs: number | null;
}

export class PolicyChunks {
  private chunk: Float32Array | null = null;
  private position = 0;
  private chunks = 0;
  private seed = 0;
  /** Newest last */
  private history: ArrayLike<number>[] = [];

  constructor(
    private readonly runtime: PolicyRuntime,
    private readonly manifest: Pick<Manifest, 'action' | 'observation'>,
  ) {}

  /** An episode begins. @param seed names the noise that its chunks are drawn from, the same as in the lab */
  restart(seed: number): void {
    this.chunk = null;
    this.chunks = 0;
    this.seed = seed;
    this.history = [];
  }

  /** @param observation of this control step, `[size]` */
  async next(observation: ArrayLike<number>): Promise<ChunkAction> {
    const { horizon, execute, size } = this.manifest.action;
    this.remember(observation);
    let inferenceMs: number | null = null;
    if (!this.chunk || this.position >= execute) {
      const noise = chunkNoise(this.seed, this.chunks++, horizon * size);
      const started = now();
      this.chunk = await this.runtime.run(this.stacked(), noise, 1);
      inferenceMs = now() - started;
      this.position = 0;
    }
    const position = this.position++;
    return { action: this.chunk.slice(position * size, (position + 1) * size), position, inferenceMs };
  }

  private remember(observation: ArrayLike<number>): void {
    const { horizon } = this.manifest.observation;
    this.history.push(observation);
    // Before there is a past, the first observation stands for it.
    while (this.history.length < horizon) this.history.unshift(observation);
    while (this.history.length > horizon) this.history.shift();
  }

  /** `[horizon · size]`, oldest first */
  private stacked(): Float32Array {
    return Float32Array.from(this.history.flatMap((observation) => Array.from(observation)));
  }
}
