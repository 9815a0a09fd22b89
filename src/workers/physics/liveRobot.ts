/** @file A robot acting in real time for people to watch, with its ghost beside it: one episode after another, for ever. */
import type { Environment } from '../../core/physics/environment.ts';
import { type Clock, PacedLoop } from './pacedLoop.ts';
import { type ActingPolicy, Performer } from './performer.ts';
import type { LiveCast, LiveFrame, LivePose, RobotState } from './protocol.ts';
import { Recording } from './recording.ts';

export type { ActingPolicy } from './performer.ts';

/** Who is on stage, with the ghost's own policy read */
export interface PerformingCast extends Omit<LiveCast, 'ghostPolicy'> {
  readonly ghostPolicy?: ActingPolicy;
}

export interface LiveRobotOptions extends PerformingCast {
  /** Called for the robot, and for a ghost once there is one */
  createEnvironment(): Environment;
  readonly controlHz: number;
  readonly policy: ActingPolicy;
  readonly seed: number;
  /** Number of the first episode */
  readonly episode: number;
  /** Simulated seconds per second; 1 where absent */
  readonly speed?: number;
  readonly contacts?: boolean;
  /** Seconds that an episode goes on after its first success, so that it is seen; 1 where absent */
  readonly heldSeconds?: number;
  onPose(pose: LivePose): void;
  /** The robot stopped with an error. */
  onFailure(error: unknown): void;
  readonly clock?: Clock;
}

/** Seconds for which the last pose of an episode stands still, so that a fall is seen as one */
const restSeconds = 1;

export class LiveRobot {
  private readonly loop: PacedLoop;
  private readonly recording = new Recording();
  private policy: ActingPolicy;
  private solid: Performer;
  private ghost: Performer | null;
  /** The ghost keeps the policy that it came with. */
  private hasOwnGhost: boolean;
  private seed: number;
  private episode: number;
  private speed: number;
  private measuresContacts: boolean;
  private controlStep = 0;
  /** Ticks that the finished episode still stands; null while one is running */
  private restTicks: number | null = null;
  /** The recorded frame that is looked at; null for the newest */
  private lookedAt: LiveFrame | null = null;

  constructor(private readonly options: LiveRobotOptions) {
    const { policy, steps, ghostSteps, ghostPolicy, seed, episode, speed = 1, contacts = false, clock } = options;
    this.policy = policy;
    this.speed = speed;
    this.measuresContacts = contacts;
    this.solid = this.perform(options.createEnvironment(), steps);
    this.ghost = ghostSteps === null ? null : this.perform(options.createEnvironment(), ghostSteps, ghostPolicy);
    this.hasOwnGhost = ghostPolicy !== undefined;
    this.seed = seed;
    this.episode = episode;
    this.loop = new PacedLoop(this.period, () => this.tickSafely(), clock);
    this.begin();
  }

  /** Number of the episode that runs now */
  get currentEpisode(): number {
    return this.episode;
  }

  setPlaying(isPlaying: boolean): void {
    if (isPlaying) {
      this.lookedAt = null;
      this.loop.start();
    } else this.loop.stop();
  }

  /** @throws RangeError where the speed is not above 0 and at most 1 */
  setSpeed(speed: number): void {
    if (!(speed > 0 && speed <= 1)) throw new RangeError(`speed: expected above 0 and at most 1, received ${speed}`);
    this.speed = speed;
    this.loop.setPeriod(this.period);
  }

  /** Takes another policy from the next action chunk on. */
  setPolicy(policy: ActingPolicy): void {
    this.policy = policy;
    this.solid.setPolicy(policy);
    if (!this.hasOwnGhost) this.ghost?.setPolicy(policy);
  }

  /** Begins the episode anew: a ghost that joined later would not come from the same start. */
  setCast({ steps, ghostSteps, ghostPolicy }: PerformingCast): void {
    const kept = this.ghost?.environment;
    this.solid = this.perform(this.solid.environment, steps);
    if (ghostSteps === null) kept?.dispose();
    this.ghost =
      ghostSteps === null ? null : this.perform(kept ?? this.options.createEnvironment(), ghostSteps, ghostPolicy);
    this.hasOwnGhost = ghostPolicy !== undefined;
    this.reset(this.seed);
  }

  setContacts(isMeasured: boolean): void {
    this.measuresContacts = isMeasured;
    this.recording.replaceNewest(this.frame());
    if (this.lookedAt === null) this.show();
  }

  /** Shows the next recorded frame while looking back; else plays one step, or begins the next episode after its end. */
  step(): void {
    if (this.lookedAt) {
      this.lookAt(this.lookedAt.controlStep + 1);
    } else {
      if (this.restTicks !== null) this.restTicks = 0;
      this.tick();
    }
  }

  /** Pauses, and shows a recorded frame. The newest one is the present again. */
  lookAt(controlStep: number): void {
    this.loop.stop();
    const frame = this.recording.at(controlStep);
    this.lookedAt = frame === this.recording.newest ? null : frame;
    this.show();
  }

  /** Begins another episode at once. */
  reset(seed: number): void {
    this.seed = seed;
    this.episode += 1;
    this.begin();
  }

  dispose(): void {
    this.loop.stop();
    for (const performer of this.performers) performer.dispose();
  }

  private get performers(): Performer[] {
    return this.ghost ? [this.solid, this.ghost] : [this.solid];
  }

  /** Milliseconds */
  private get period(): number {
    return 1000 / (this.options.controlHz * this.speed);
  }

  private perform(environment: Environment, steps: number, policy = this.policy): Performer {
    const { controlHz, heldSeconds = 1 } = this.options;
    return new Performer(environment, policy, steps, Math.round(heldSeconds * controlHz));
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
    for (const performer of this.performers) performer.begin(this.seed);
    this.controlStep = 0;
    this.restTicks = null;
    this.lookedAt = null;
    this.recording.begin(this.frame());
    this.show();
  }

  private act(): void {
    // All are asked, and all wait for the slowest.
    const areReady = this.performers.map((performer) => performer.prepare()).every(Boolean);
    if (!areReady) return;
    for (const performer of this.performers) performer.act();
    this.controlStep += 1;
    if (this.performers.every((performer) => performer.hasEnded)) {
      this.restTicks = Math.round(restSeconds * this.options.controlHz * this.speed);
    }
    this.recording.add(this.frame());
    this.show();
  }

  private frame(): LiveFrame {
    const { episode, seed, controlStep, solid, ghost } = this;
    return {
      ...stateOf(solid),
      ghost: ghost && stateOf(ghost),
      observation: solid.observation,
      contacts: this.measuresContacts ? (solid.environment.contacts?.() ?? null) : null,
      episode,
      seed,
      controlStep,
      time: controlStep / this.options.controlHz,
    };
  }

  private show(): void {
    const { recording, lookedAt } = this;
    const span = [recording.oldest.controlStep, recording.newest.controlStep] as const;
    this.options.onPose({ ...(lookedAt ?? recording.newest), recorded: lookedAt !== null, span });
  }
}

function stateOf({ environment, return: total, hasSucceeded, hasEnded, failure }: Performer): RobotState {
  return { poses: environment.poses(), return: total, success: hasSucceeded, ended: hasEnded, failure };
}
