/**
 * @file The check on the robot: small motions under reduced limits, each confirmed by the operator and by measurement.
 *
 * Nothing else may write `hardware.status`. One answer that is not yes, one motion that goes elsewhere, one rule that
 * stops the arm: the check ends and the bundle stays as it was.
 */
import type { Manifest } from '../../src/core/export/manifest.ts';
import type { PolicyRuntime } from '../../src/core/export/policyRuntime.ts';
import type { RunnerLimits, RunnerLogLine } from '../../src/core/export/runnerLog.ts';
import { now } from './clock.ts';
import { runControlLoop } from './controlLoop.ts';
import { Pacer } from './pacer.ts';
import type { Robot, RobotState } from './robot.ts';
import type { EmergencyStop } from './safety/emergencyStop.ts';
import { Safety, SafetyStop } from './safety/safety.ts';

/** Of one action in the check: m, rad */
export const reducedDeltas = { positionDelta: 0.01, rotationDelta: 0.05 } as const;

export interface CheckOptions {
  readonly manifest: Manifest;
  readonly runtime: PolicyRuntime;
  readonly robot: Robot;
  /** The limits of a run; the check reduces them */
  readonly limits: RunnerLimits;
  readonly emergency: EmergencyStop;
  /** Asks the operator. @returns whether the answer was yes */
  readonly ask: (question: string) => Promise<boolean>;
  readonly tell: (line: string) => void;
  /** Takes a question and its answer, for the record */
  readonly note: (answer: string) => void;
  /** Takes the log of the policy's own motion */
  readonly write: (line: RunnerLogLine) => void;
  /** When the check began, ms of `now` */
  readonly startedAt: number;
  /** Of the policy's own motion at the end */
  readonly policySeconds: number;
}

interface Nudge {
  readonly words: string;
  /** Axis of the world frame, and which way */
  readonly axis: 0 | 1 | 2;
  readonly way: 1 | -1;
}

/** Up first: away from the table. */
const nudges: readonly Nudge[] = [
  { words: 'up', axis: 2, way: 1 },
  { words: 'down', axis: 2, way: -1 },
  { words: "to the robot's left (its +y)", axis: 1, way: 1 },
  { words: "to the robot's right (its −y)", axis: 1, way: -1 },
  { words: 'away from its base (its +x)', axis: 0, way: 1 },
  { words: 'towards its base (its −x)', axis: 0, way: -1 },
];

/** A nudge ends when the arm has gone so far anywhere, m, or after so many control steps. */
const nudgeDistance = 0.02;
const nudgeSteps = 40;

/** The limits of a run, made small. */
export function reduceLimits(limits: RunnerLimits): RunnerLimits {
  return {
    ...limits,
    positionDelta: Math.min(limits.positionDelta, reducedDeltas.positionDelta),
    rotationDelta: Math.min(limits.rotationDelta, reducedDeltas.rotationDelta),
  };
}

/** The check was not passed; its message says at what. */
export class CheckFailed extends Error {
  override readonly name = 'CheckFailed';
}

/** @throws CheckFailed, or SafetyStop, where the check is not passed: the arm then holds */
export async function superviseCheck(options: CheckOptions): Promise<void> {
  const { robot, emergency } = options;
  emergency.onStop(() => void robot.stop());
  try {
    await new SupervisedCheck(options).run();
  } finally {
    await robot.stop();
  }
}

class SupervisedCheck {
  private readonly limits: RunnerLimits;
  private readonly safety: Safety;
  private readonly periodMs: number;

  constructor(private readonly options: CheckOptions) {
    const { limits, manifest } = options;
    this.limits = reduceLimits(limits);
    this.safety = new Safety(manifest, this.limits);
    this.periodMs = 1000 / manifest.control.rateHz;
  }

  async run(): Promise<void> {
    const { policySeconds, tell } = this.options;
    await this.confirm('Is the workspace clear of people, and is the user stop in your hand?');
    await this.confirmReading();
    for (const nudge of nudges) await this.playNudge(nudge);
    await this.playGripper(-1, 'open');
    await this.playGripper(1, 'closed');
    await this.playGripper(-1, 'open');
    await this.confirm(
      `The policy moves the arm next, for ${policySeconds} s, at most 1 cm an action. Is everything ready?`,
    );
    await this.playPolicy();
    tell('every step of the check was passed');
  }

  /** What is measured must be what the operator sees, and what the policy knows. */
  private async confirmReading(): Promise<void> {
    const state = await this.read();
    const { parts, low, high } = this.options.manifest.observation;
    const { tell } = this.options;
    for (const { key, offset, size, unit } of parts) {
      const values = Array.from(state.observation).slice(offset, offset + size);
      const isUnknown = values.some((value, i) => value < low[offset + i] || value > high[offset + i]);
      const range = isUnknown ? '   outside the range of the training data' : '';
      tell(`  ${key} [${unit}]: ${values.map((value) => value.toFixed(4)).join(' ')}${range}`);
    }
    await this.confirm('Do these numbers (world frame: table and all, as in the scene) fit what you see?');
  }

  private async playNudge({ words, axis, way }: Nudge): Promise<void> {
    const action = new Float64Array(7);
    action[axis] = way * this.limits.positionDelta;
    const start = await this.read();
    const moved = (state: RobotState) => state.endEffector.map((value, i) => value - start.endEffector[i]);
    // Far enough, whichever way it went.
    const last = await this.play(nudgeSteps, action, (state) => Math.hypot(...moved(state)) >= nudgeDistance);
    const shift = moved(last);
    const along = way * shift[axis];
    const across = Math.hypot(...shift.filter((_, i) => i !== axis));
    const measured = `measured (${shift.map((value) => (value * 1000).toFixed(0)).join(', ')}) mm`;
    if (along < nudgeDistance / 2 || across > along / 2) {
      throw new CheckFailed(`the gripper was told to go ${words} and did not: ${measured}`);
    }
    await this.confirm(`Did the gripper go ${words} by about ${Math.round(along * 1000)} mm? (${measured})`);
  }

  private async playGripper(closing: 1 | -1, words: string): Promise<void> {
    const action = new Float64Array(7);
    action[6] = closing;
    await this.play(nudgeSteps, action, () => false);
    await this.confirm(`Is the gripper ${words} now?`);
  }

  private async playPolicy(): Promise<void> {
    const { manifest, runtime, robot, emergency, policySeconds } = this.options;
    const summary = await runControlLoop({
      manifest,
      runtime,
      robot,
      limits: this.limits,
      rateHz: manifest.control.rateHz,
      move: true,
      episodes: 1,
      seed: 0,
      durationMs: policySeconds * 1000,
      emptyLoopSeconds: 0,
      emergency,
      startedAt: this.options.startedAt,
      write: this.options.write,
    });
    if (summary.stopped) throw new SafetyStop(summary.stopped.rule, summary.stopped.message);
    await this.confirm('Was the policy’s motion calm and towards the task?');
  }

  /** Sends one action over and over, through the rules, until `isDone`. @returns the last state */
  private async play(steps: number, action: Float64Array, isDone: (state: RobotState) => boolean): Promise<RobotState> {
    const pacer = new Pacer(now(), this.periodMs);
    for (let step = 0; ; step++) {
      await pacer.next();
      const state = await this.read();
      if (step >= steps || isDone(state)) return state;
      this.options.robot.command(this.safety.judge(action, state, now() - state.time).action, state);
    }
  }

  private async read(): Promise<RobotState> {
    const { robot, emergency } = this.options;
    const deadline = now() + 5000;
    for (;;) {
      if (emergency.reason) throw new SafetyStop('emergency stop', emergency.reason);
      if (robot.problem) throw new SafetyStop('robot', robot.problem);
      const state = robot.newest();
      if (state) {
        this.safety.checkState(state, now() - state.time);
        return state;
      }
      if (now() > deadline) throw new SafetyStop('stale observation', 'no whole observation came within 5 s');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  private async confirm(question: string): Promise<void> {
    const { ask, emergency, note } = this.options;
    const stopped = new Promise<false>((resolve) => emergency.onStop(() => resolve(false)));
    const isYes = await Promise.race([ask(question), stopped]);
    if (emergency.reason) throw new SafetyStop('emergency stop', emergency.reason);
    note(`${question} ${isYes ? 'yes' : 'no'}`);
    if (!isYes) throw new CheckFailed(`the operator did not say yes to: ${question}`);
  }
}
