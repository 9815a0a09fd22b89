/** @file Recorded episodes played back from their joint positions: nothing is simulated, only where each body stands. */
import type { Simulation } from '../../core/physics/simulation.ts';
import { type Clock, PacedLoop } from './pacedLoop.ts';
import type { LiveFrame, LivePose, ReplayedEpisode } from './protocol.ts';

export interface EpisodeReplayOptions {
  /** Freed with the replay */
  readonly simulation: Simulation;
  /** Joint positions of all frames, `[frames, qpos]` */
  readonly states: Float64Array;
  readonly episodes: readonly ReplayedEpisode[];
  readonly rateHz: number;
  /** Number of the first episode, as the page counts them */
  readonly episode: number;
  /** Recorded seconds per second; 1 where absent */
  readonly speed?: number;
  onPose(pose: LivePose): void;
  readonly clock?: Clock;
}

/** Seconds for which the last frame stands still before the episode begins again */
const restSeconds = 1;

export class EpisodeReplay {
  private readonly loop: PacedLoop;
  private readonly size: number;
  private index = 0;
  private frame = 0;
  private episode: number;
  private speed: number;
  /** Ticks that the last frame still stands */
  private restTicks = 0;
  private isRecorded = false;

  /** @throws RangeError where the states are not those of the scene, or there is no frame */
  constructor(private readonly options: EpisodeReplayOptions) {
    const { simulation, states, episodes, episode, speed = 1, clock } = options;
    this.size = simulation.model.nq;
    const frames = episodes.reduce((sum, { count }) => sum + count, 0);
    if (frames === 0 || states.length !== frames * this.size) {
      throw new RangeError(
        `states: expected ${this.size} joint positions a step in this scene, received ${states.length} for ${frames} steps`,
      );
    }
    this.episode = episode;
    this.speed = speed;
    this.loop = new PacedLoop(this.period, () => this.tick(), clock);
    this.show();
  }

  get currentEpisode(): number {
    return this.episode;
  }

  setPlaying(isPlaying: boolean): void {
    this.isRecorded = false;
    if (isPlaying) this.loop.start();
    else this.loop.stop();
  }

  setSpeed(speed: number): void {
    this.speed = speed;
    this.loop.setPeriod(this.period);
  }

  /** Joint positions alone tell no contact forces: there are none to measure. */
  setContacts(): void {}

  step(): void {
    this.lookAt(this.frame + 1);
  }

  /** Pauses, and shows that step of the episode, or the nearest. */
  lookAt(step: number): void {
    this.loop.stop();
    this.frame = Math.max(0, Math.min(this.current.count - 1, Math.round(step)));
    this.isRecorded = true;
    this.restTicks = 0;
    this.show();
  }

  /** Begins an episode. @param index of it in the record; counts on from the first after the last */
  reset(index: number): void {
    this.index = index % this.options.episodes.length;
    this.episode += 1;
    this.frame = 0;
    this.restTicks = 0;
    this.isRecorded = false;
    this.show();
  }

  dispose(): void {
    this.loop.stop();
    this.options.simulation.dispose();
  }

  /** Milliseconds */
  private get period(): number {
    return 1000 / (this.options.rateHz * this.speed);
  }

  private get current(): ReplayedEpisode {
    return this.options.episodes[this.index];
  }

  private tick(): void {
    if (this.frame < this.current.count - 1) {
      this.frame += 1;
      this.restTicks = Math.round(restSeconds * this.options.rateHz * this.speed);
      this.show();
    } else if (this.restTicks > 0) this.restTicks -= 1;
    else this.reset(this.index);
  }

  private show(): void {
    const span = [0, this.current.count - 1] as const;
    this.options.onPose({ ...this.read(), recorded: this.isRecorded, span });
  }

  private read(): LiveFrame {
    const { simulation, states, rateHz } = this.options;
    const { current, frame } = this;
    const at = (current.first + frame) * this.size;
    // A view is read anew each time: it dies when the heap grows.
    (simulation.data.qpos as Float64Array).set(states.subarray(at, at + this.size));
    simulation.forward();
    const isLast = frame === current.count - 1;
    return {
      poses: simulation.poses(),
      return: 0,
      success: isLast && current.success === true,
      ended: isLast && current.success !== null,
      failure: null,
      ghost: null,
      observation: new Float32Array(0),
      contacts: null,
      episode: this.episode,
      seed: this.index,
      controlStep: frame,
      time: frame / rateHz,
    };
  }
}
