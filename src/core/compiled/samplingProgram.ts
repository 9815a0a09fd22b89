/** @file Embedding observations and drawing chunks from them, as `policy/sampler.ts` does, as jobs. */
import { type Architecture, chunkLength } from '../policy/architecture.ts';
import { checkSteps } from '../policy/checkSteps.ts';
import type { Job } from './jobs.ts';
import type { Arena, Matrix } from './matrix.ts';
import { type HeadInput, NetworkProgram } from './networkProgram.ts';
import type { NetworkMatrices } from './packing.ts';

export class SamplingProgram {
  /** Takes observations, normalised, `[capacity, observationSize]` */
  readonly observations: Matrix;
  /** Of the observations, `[capacity, conditionSize]` */
  readonly encoding: readonly Job[];
  private readonly input: HeadInput;
  private readonly time: Matrix;
  private readonly reference: Matrix;
  private readonly velocity: Matrix;
  /** One network call. Every call works in the same matrices: a step's values are not needed once it is done. */
  private readonly call: readonly Job[];
  private readonly programs = new Map<number, readonly Job[]>();

  /**
   * @param arena of the memory that holds the parameters
   * @param capacity rows at most
   */
  constructor(
    private readonly architecture: Architecture,
    arena: Arena,
    parameters: NetworkMatrices,
    capacity: number,
  ) {
    const [encoding, call]: [Job[], Job[]] = [[], []];
    const { observationSize, timeEmbeddingSize } = architecture;
    this.observations = arena.allocate(capacity, observationSize);
    this.time = arena.allocate(capacity, timeEmbeddingSize);
    this.reference = arena.allocate(capacity, timeEmbeddingSize);
    this.velocity = arena.allocate(capacity, chunkLength(architecture));
    const encoder = new NetworkProgram(architecture, arena, parameters, encoding);
    this.input = encoder.headInput(capacity);
    encoder.encode(this.observations, this.input.condition);
    const head = new NetworkProgram(architecture, arena, parameters, call);
    head.embedTimes({ time: this.time, reference: this.reference }, this.input);
    head.head(this.input, [this.velocity]);
    [this.encoding, this.call] = [encoding, call];
  }

  /** Takes the noise, or zeros without latent noise, and holds the chunks at the end, normalised and not clamped */
  get chunks(): Matrix {
    return this.input.z;
  }

  /** Holds the embeddings once `encoding` has run, `[capacity, conditionSize]` */
  get condition(): Matrix {
    return this.input.condition;
  }

  /**
   * From observations and noise to chunks.
   * @param steps K
   * @throws RangeError where steps is not a whole number ≥ 1
   */
  drawing(steps: number): readonly Job[] {
    checkSteps(steps);
    // Without latent noise one call draws the same chunk as many.
    const calls = this.architecture.latent === 'none' ? 1 : steps;
    const known = this.programs.get(calls);
    if (known) return known;
    const { time, reference, velocity, chunks: z } = this;
    const { timeEmbeddingSize } = this.architecture;
    const jobs = [...this.encoding];
    for (let i = 0; i < calls; i++) {
      const [t, r] = [1 - i / calls, 1 - (i + 1) / calls];
      jobs.push({ kind: 'embedTimes', t, r, timeEmbeddingSize, time, reference }, ...this.call);
      jobs.push({ kind: 'denoise', z, velocity, interval: t - r });
    }
    this.programs.set(calls, jobs);
    return jobs;
  }
}
