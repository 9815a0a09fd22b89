/** @file One robot playing one seeded episode: its policy, its noise, what it has reached. */
import type { Environment, Transition } from '../../core/physics/environment.ts';
import { chunkNoise } from '../../core/policy/chunkNoise.ts';
import type { DeployedPolicy } from '../../core/policy/deployedPolicy.ts';

export type ActingPolicy = Pick<DeployedPolicy, 'sample' | 'actionHorizon' | 'actionSize'>;

export class Performer {
  private nextPolicy: ActingPolicy | null = null;
  private seed = 0;
  /** What is left to play of the current action chunk; empty where a new one is due */
  private chunk: Float32Array = new Float32Array(0);
  private chunkCount = 0;
  /** Control steps since the first success, that one included; 0 before it */
  private successSteps = 0;

  /** `[observationSize]`, raw units. float32, as an evaluation hands it to the policy: so both meet the same episode. */
  observation: Float32Array<ArrayBuffer> = new Float32Array(0);
  return = 0;
  hasEnded = false;

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
    this.return = 0;
    this.successSteps = 0;
    this.hasEnded = false;
  }

  /** Plays one control step; after the end it stands still. */
  act(): void {
    if (this.hasEnded) return;
    if (this.chunk.length === 0) this.drawChunk();
    const { actionSize } = this.policy;
    const transition = this.environment.step(this.chunk.subarray(0, actionSize));
    this.chunk = this.chunk.subarray(actionSize);
    this.observation = Float32Array.from(transition.observation);
    this.return += transition.reward;
    if (transition.success || this.successSteps > 0) this.successSteps += 1;
    this.hasEnded = this.isOver(transition);
  }

  dispose(): void {
    this.environment.dispose();
  }

  private drawChunk(): void {
    this.policy = this.nextPolicy ?? this.policy;
    this.nextPolicy = null;
    const { policy, observation, seed, denoisingSteps } = this;
    const noise = chunkNoise(seed, this.chunkCount, policy.actionHorizon * policy.actionSize);
    this.chunk = policy.sample(observation, noise, denoisingSteps);
    this.chunkCount += 1;
  }

  private isOver({ terminated, truncated }: Transition): boolean {
    return terminated || truncated || this.successSteps > this.heldSteps;
  }
}
