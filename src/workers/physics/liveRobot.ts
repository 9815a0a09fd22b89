/** @file One robot acting in real time for people to watch: episodes of a policy, one after another, for ever. */
import type { Environment, Transition } from '../../core/physics/environment.ts';
import { chunkNoise } from '../../core/policy/chunkNoise.ts';
import type { DeployedPolicy } from '../../core/policy/deployedPolicy.ts';
import { type Clock, PacedLoop } from './pacedLoop.ts';
import type { LivePose } from './protocol.ts';

export type ActingPolicy = Pick<DeployedPolicy, 'sample' | 'actionHorizon' | 'actionSize'>;

export interface LiveRobotOptions {
  readonly environment: Environment;
  readonly controlHz: number;
  readonly policy: ActingPolicy;
  /** Denoising steps K */
  readonly denoisingSteps: number;
  readonly seed: number;
  /** Number of the first episode */
  readonly episode: number;
  onPose(pose: LivePose): void;
  /** The robot stopped with an error. */
  onFailure(error: unknown): void;
  readonly clock?: Clock;
}

/** Seconds that an episode goes on after its first success, so that the lifted cube is seen lifted */
const successSeconds = 1;
/** Seconds for which the last pose of an episode stands still, so that a fall is seen as one */
const restSeconds = 0.5;

export class LiveRobot {
  private readonly loop: PacedLoop;
  private policy: ActingPolicy;
  private denoisingSteps: number;
  private nextPolicy: { policy: ActingPolicy; denoisingSteps: number } | null = null;
  private seed: number;
  private episode: number;

  private observation!: Float64Array;
  /** What is left to play of the current action chunk, and where it stands; empty where a new one is due */
  private chunk: Float32Array = new Float32Array(0);
  private chunkOffset = 0;
  private chunkCount = 0;
  private controlStep = 0;
  private return = 0;
  /** Control steps since the first success, that one included; 0 before it */
  private successSteps = 0;
  /** Ticks that the finished episode still stands; null while one is running */
  private restTicks: number | null = null;

  constructor(private readonly options: LiveRobotOptions) {
    const { controlHz, policy, denoisingSteps, seed, episode, clock } = options;
    this.policy = policy;
    this.denoisingSteps = denoisingSteps;
    this.seed = seed;
    this.episode = episode;
    this.loop = new PacedLoop(1000 / controlHz, () => this.tickSafely(), clock);
    this.begin();
  }

  /** Number of the episode that runs now */
  get currentEpisode(): number {
    return this.episode;
  }

  setPlaying(isPlaying: boolean): void {
    if (isPlaying) this.loop.start();
    else this.loop.stop();
  }

  /** Takes another policy from the next action chunk on. */
  setPolicy(policy: ActingPolicy, denoisingSteps: number): void {
    this.nextPolicy = { policy, denoisingSteps };
  }

  /** Plays one control step; after the end of an episode, begins the next. */
  step(): void {
    if (this.restTicks !== null) this.restTicks = 0;
    this.tick();
  }

  /** Begins another episode at once. */
  reset(seed: number): void {
    this.seed = seed;
    this.episode += 1;
    this.begin();
  }

  dispose(): void {
    this.loop.stop();
    this.options.environment.dispose();
  }

  private tickSafely(): void {
    try {
      this.tick();
    } catch (error) {
      this.loop.stop();
      this.options.onFailure(error);
    }
  }

  private tick(): void {
    if (this.restTicks === null) this.act();
    else if (this.restTicks > 0) this.restTicks -= 1;
    else this.reset(this.seed + 1);
  }

  private begin(): void {
    this.observation = this.options.environment.reset(this.seed);
    this.chunk = new Float32Array(0);
    this.chunkOffset = 0;
    this.chunkCount = 0;
    this.controlStep = 0;
    this.return = 0;
    this.successSteps = 0;
    this.restTicks = null;
    this.show(false, false);
  }

  private act(): void {
    if (this.chunkOffset >= this.chunk.length) this.drawChunk();
    const { actionSize } = this.policy;
    const action = this.chunk.subarray(this.chunkOffset, this.chunkOffset + actionSize);
    this.chunkOffset += actionSize;
    const transition = this.options.environment.step(action);
    this.observation = transition.observation as Float64Array;
    this.controlStep += 1;
    this.return += transition.reward;
    if (transition.success || this.successSteps > 0) this.successSteps += 1;
    const hasEnded = this.isOver(transition);
    if (hasEnded) this.restTicks = Math.round(restSeconds * this.options.controlHz);
    this.show(this.successSteps > 0, hasEnded);
  }

  private drawChunk(): void {
    if (this.nextPolicy) ({ policy: this.policy, denoisingSteps: this.denoisingSteps } = this.nextPolicy);
    this.nextPolicy = null;
    const { policy, observation, seed } = this;
    const noise = chunkNoise(seed, this.chunkCount, policy.actionHorizon * policy.actionSize);
    this.chunk = policy.sample(observation, noise, this.denoisingSteps);
    this.chunkOffset = 0;
    this.chunkCount += 1;
  }

  private isOver({ terminated, truncated }: Transition): boolean {
    return terminated || truncated || this.successSteps >= successSeconds * this.options.controlHz;
  }

  private show(success: boolean, ended: boolean): void {
    const { episode, seed, controlStep } = this;
    const time = controlStep / this.options.controlHz;
    const poses = this.options.environment.poses();
    const observation = Float32Array.from(this.observation);
    this.options.onPose({ poses, observation, episode, seed, controlStep, time, return: this.return, success, ended });
  }
}
