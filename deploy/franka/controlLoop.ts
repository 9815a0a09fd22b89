/**
 * @file The control loop: newest observation in, action out, at a steady rate, behind the safety rules.
 *
 * Each control step: wait for its time; read the newest state; ask the policy where its chunk is used up; let the rules
 * judge the action; send what is left of it; write down everything. A rule that stops the arm ends the run.
 */

import { wilsonInterval } from '../../src/core/evaluation/statistics.ts';
import type { Manifest } from '../../src/core/export/manifest.ts';
import type { PolicyRuntime } from '../../src/core/export/policyRuntime.ts';
import type { RunnerLimits, RunnerLogLine, RunnerLogSummary } from '../../src/core/export/runnerLog.ts';
import { now } from './clock.ts';
import { LoopTimes, Pacer, percentiles, runEmptyLoop } from './pacer.ts';
import { PolicyChunks } from './policyChunks.ts';
import type { EpisodeEnd, Robot, RobotState } from './robot.ts';
import { DeadlineBudget } from './safety/deadlineBudget.ts';
import type { EmergencyStop } from './safety/emergencyStop.ts';
import { deltaScale } from './safety/limits.ts';
import { Safety, SafetyStop } from './safety/safety.ts';

export interface ControlLoopOptions {
  readonly manifest: Manifest;
  readonly runtime: PolicyRuntime;
  readonly robot: Robot;
  readonly limits: RunnerLimits;
  readonly rateHz: number;
  /** False: a dry run, in which everything happens but that commands are sent */
  readonly move: boolean;
  readonly episodes: number;
  /** Of the first episode; each further one has the next */
  readonly seed: number;
  /** The run ends after so long, ms; infinite where the episodes end it */
  readonly durationMs: number;
  /** Of the empty loop: as long a piece of it after each episode as the episode took, the rest at the end; 0: none */
  readonly emptyLoopSeconds: number;
  readonly emergency: EmergencyStop;
  /** When the run began, ms of `now` */
  readonly startedAt: number;
  readonly write: (line: RunnerLogLine) => void;
}

/** Longest wait for the first observation of an episode, ms */
const firstStatePatience = 5000;

/** Longest that the loop lies behind the arm's own clock, so that a state that is a little late is not missed, ms */
const longestPhase = 3;

/** Plays the run to its end or its stop. @returns the summary, already written to the log */
export async function runControlLoop(options: ControlLoopOptions): Promise<RunnerLogSummary> {
  return new ControlLoop(options).run();
}

class ControlLoop {
  private readonly times: LoopTimes;
  private readonly emptyTimes: LoopTimes;
  private readonly budget: DeadlineBudget;
  private readonly safety: Safety;
  private readonly policy: PolicyChunks;
  private readonly inferences: number[] = [];
  private readonly scale: readonly number[];
  private successes = 0;
  private judged = 0;
  /** When the run is over, ms of `now`; moves on while the empty loop runs */
  private end: number;
  /** Of the empty loop that are still to be run */
  private emptySteps: number;
  private stopped: RunnerLogSummary['stopped'] = null;
  private episode = 0;

  constructor(private readonly options: ControlLoopOptions) {
    const { manifest, runtime, limits, rateHz } = options;
    this.times = new LoopTimes(limits.deadlineMs);
    this.emptyTimes = new LoopTimes(limits.deadlineMs);
    this.budget = new DeadlineBudget(limits.missedInARow, limits.missedShare);
    this.safety = new Safety(manifest, limits);
    this.policy = new PolicyChunks(runtime, manifest);
    this.scale = manifest.action.parts.flatMap(({ unit, size }) =>
      new Array<number>(size).fill(unit === 'm' || unit === 'rad' ? deltaScale(manifest, rateHz) : 1),
    );
    this.end = now() + options.durationMs;
    this.emptySteps = Math.round(options.emptyLoopSeconds * rateHz);
  }

  async run(): Promise<RunnerLogSummary> {
    const { emergency, robot, episodes } = this.options;
    emergency.onStop(() => void robot.stop());
    try {
      for (this.episode = 0; this.episode < episodes && now() < this.end; this.episode++) {
        await this.runEmptyLoop(await this.playEpisode());
      }
      await robot.stop();
      await this.runEmptyLoop(this.emptySteps);
    } catch (error) {
      await robot.stop();
      this.noteStop(error as Error);
    }
    return this.summarise();
  }

  /** @returns its control steps */
  private async playEpisode(): Promise<number> {
    const { robot, seed, rateHz } = this.options;
    const episodeSeed = seed + this.episode;
    const periodMs = 1000 / rateHz;
    await robot.reset?.(episodeSeed);
    this.policy.restart(episodeSeed);
    this.safety.restart();
    await this.waitForState();
    const pacer = new Pacer(now() + Math.min(longestPhase, periodMs / 4), periodMs);
    let length = 0;
    for (; ; length++) {
      const tick = await pacer.next();
      this.throwIfStopped();
      const end = robot.ended();
      if (end || now() >= this.end) {
        this.finishEpisode(episodeSeed, length, end);
        return length;
      }
      const line = await this.playStep(length);
      const missed = this.times.finish(tick);
      this.options.write({ ...line, step: length, latenessMs: tick.latenessMs, missed });
      const problem = this.budget.count(missed);
      if (problem) throw new SafetyStop('deadline budget', problem);
    }
  }

  private async playStep(step: number) {
    const { robot, move } = this.options;
    const state = robot.newest();
    if (!state) throw new SafetyStop('stale observation', 'the robot has no state');
    this.safety.checkState(state, now() - state.time);
    const { action, position, inferenceMs } = await this.policy.next(state.observation);
    if (inferenceMs !== null) this.inferences.push(inferenceMs);
    const commanded = Array.from(action, (value, i) => value * this.scale[i]);
    // While the policy was asked, the observation grew older, and a key may have been pressed.
    const observationAgeMs = now() - state.time;
    this.safety.checkState(state, observationAgeMs);
    const safe = this.safety.judge(commanded, state, observationAgeMs);
    this.throwIfStopped();
    if (move) robot.command(safe.action, state);
    const timeMs = this.elapsed();
    for (const cut of safe.cuts) {
      this.options.write({ kind: 'event', timeMs, episode: this.episode, stopped: false, ...cut });
    }
    return {
      kind: 'step' as const,
      episode: this.episode,
      step,
      timeMs,
      observationAgeMs,
      observation: Array.from(state.observation),
      commanded,
      safe: Array.from(safe.action),
      chunkPosition: position,
      inferenceMs,
      endEffector: [...state.endEffector] as [number, number, number],
      joints: state.joints && [...state.joints],
      state: state.simulatorState && [...state.simulatorState],
    };
  }

  private throwIfStopped(): void {
    const { emergency, robot } = this.options;
    if (emergency.reason) throw new SafetyStop('emergency stop', emergency.reason);
    if (robot.problem) throw new SafetyStop('robot', robot.problem);
  }

  private async waitForState(): Promise<RobotState> {
    const deadline = now() + firstStatePatience;
    for (;;) {
      this.throwIfStopped();
      const state = this.options.robot.newest();
      if (state) return state;
      if (now() > deadline) {
        throw new SafetyStop('stale observation', `no whole observation came within ${firstStatePatience / 1000} s`);
      }
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  private finishEpisode(seed: number, length: number, end: EpisodeEnd | null): void {
    // Cut off by the run's own end: neither a success nor a failure.
    const success = end ? end.success : null;
    if (success !== null) this.judged++;
    if (success) this.successes++;
    this.options.write({ kind: 'episode', timeMs: this.elapsed(), episode: this.episode, seed, success, length });
  }

  /** Whatever makes the machine late comes and goes: loop and empty loop take turns, so that both meet it. */
  private async runEmptyLoop(steps: number): Promise<void> {
    const { rateHz, emergency, robot } = this.options;
    const share = Math.min(steps, this.emptySteps);
    if (share === 0) return;
    // What the robot did last must not go on while nobody looks.
    await robot.stop();
    const start = now();
    await runEmptyLoop(rateHz, share, this.emptyTimes, () => emergency.reason !== null);
    this.emptySteps -= share;
    this.end += now() - start;
    this.throwIfStopped();
  }

  private noteStop(error: Error): void {
    const rule = error instanceof SafetyStop ? error.rule : 'robot';
    this.stopped = { rule, message: error.message };
    const at = { timeMs: this.elapsed(), episode: this.episode };
    this.options.write({ kind: 'event', ...at, stopped: true, rule, message: error.message });
  }

  private summarise(): RunnerLogSummary {
    const summary: RunnerLogSummary = {
      kind: 'summary',
      timeMs: this.elapsed(),
      loop: this.times.summary(),
      inferenceMs: percentiles(this.inferences),
      emptyLoop: this.options.emptyLoopSeconds > 0 ? this.emptyTimes.summary() : null,
      episodes: this.judged,
      successes: this.successes,
      wilson: this.judged > 0 ? wilsonInterval(this.successes, this.judged) : null,
      stopped: this.stopped,
    };
    this.options.write(summary);
    return summary;
  }

  private elapsed(): number {
    return now() - this.options.startedAt;
  }
}
