/** @file One robot playing one seeded episode: its policy, its noise, what it has reached. */
import type { Environment, Transition } from '../../core/physics/environment.ts';
import { chunkNoise } from '../../core/policy/chunkNoise.ts';

export interface ActingPolicy {
  readonly actionHorizon: number;
  readonly actionSize: number;
  /** Its chunks come later: they are asked for as soon as their observation is known, and the robot waits for them. */
  readonly answersLater?: boolean;
  /**
   * @param observation raw units, `[observationSize]`
   * @param noise standard normal, `[Ta·Da]`
   * @param steps denoising steps K
   * @returns raw actions, `[Ta·Da]`
   */
  sample(observation: Float32Array, noise: Float32Array, steps: number): Float32Array | Promise<Float32Array>;
}

export class Performer {
  private nextPolicy: ActingPolicy | null = null;
  private seed = 0;
  /** What is left to play of the current action chunk; empty where a new one is due */
  private chunk: Float32Array = new Float32Array(0);
  private chunkCount = 0;
  /** The chunk that was asked for and is not there yet */
  private awaited: Promise<Float32Array> | null = null;
  /** Why the awaited chunk will not come; null while it may */
  private refusal: { readonly error: unknown } | null = null;
  /** Control steps since the first success, that one included; 0 before it */
  private successSteps = 0;

  /** `[observationSize]`, raw units. float32, as an evaluation hands it to the policy: so both meet the same episode. */
  observation: Float32Array<ArrayBuffer> = new Float32Array(0);
  return = 0;
  hasEnded = false;
  /** Why the simulation could not go on, where that ended the episode */
  failure: string | null = null;

  /**
   * @param denoisingSteps K
   * @param heldSteps control steps that an episode goes on after its first success
   */
  constructor(
    readonly environment: Environment,
    private policy: ActingPolicy,
    readonly denoisingSteps: number,
    private readonly heldSteps: number,
  ) {}

  /** Whether the task was done at any step so far */
  get hasSucceeded(): boolean {
    return this.successSteps > 0;
  }

  /** Takes another policy from the next action chunk on. */
  setPolicy(policy: ActingPolicy): void {
    this.nextPolicy = policy;
  }

  begin(seed: number): void {
    this.seed = seed;
    this.observation = Float32Array.from(this.environment.reset(seed));
    this.chunk = new Float32Array(0);
    this.chunkCount = 0;
    this.awaited = null;
    this.refusal = null;
    this.return = 0;
    this.successSteps = 0;
    this.hasEnded = false;
    this.failure = null;
    this.drawAhead();
  }

  /**
   * Whether it can play its next control step now; a chunk that is due is asked for.
   * @throws whatever the policy refused with
   */
  prepare(): boolean {
    if (this.refusal) throw this.refusal.error;
    if (this.hasEnded || this.chunk.length > 0) return true;
    if (!this.awaited) this.drawChunk();
    return this.chunk.length > 0;
  }

  /** Plays one control step, which was prepared; after the end it stands still. */
  act(): void {
    if (this.hasEnded) return;
    const { actionSize } = this.policy;
    const transition = this.environment.step(this.chunk.subarray(0, actionSize));
    this.chunk = this.chunk.subarray(actionSize);
    this.observation = Float32Array.from(transition.observation);
    this.return += transition.reward;
    if (transition.success || this.successSteps > 0) this.successSteps += 1;
    this.hasEnded = this.isOver(transition);
    this.failure = transition.failure ?? null;
    if (this.chunk.length === 0 && !this.hasEnded) this.drawAhead();
  }

  dispose(): void {
    this.environment.dispose();
  }

  private drawChunk(): void {
    this.policy = this.nextPolicy ?? this.policy;
    this.nextPolicy = null;
    const { policy, observation, seed, denoisingSteps } = this;
    const noise = chunkNoise(seed, this.chunkCount, policy.actionHorizon * policy.actionSize);
    const answer = policy.sample(observation, noise, denoisingSteps);
    this.chunkCount += 1;
    if (answer instanceof Promise) this.wait(answer);
    else this.chunk = answer;
  }

  /** A policy that answers at once is asked when its chunk is due, so that new weights act from there on. */
  private drawAhead(): void {
    if ((this.nextPolicy ?? this.policy).answersLater) this.drawChunk();
  }

  /** What comes for an episode that is over is dropped. */
  private wait(answer: Promise<Float32Array>): void {
    this.awaited = answer;
    const settle = (then: () => void) => {
      if (this.awaited !== answer) return;
      this.awaited = null;
      then();
    };
    answer.then(
      (chunk) =>
        settle(() => {
          this.chunk = chunk;
        }),
      (error: unknown) =>
        settle(() => {
          this.refusal = { error };
        }),
    );
  }

  private isOver({ terminated, truncated }: Transition): boolean {
    return terminated || truncated || this.successSteps > this.heldSteps;
  }
}
