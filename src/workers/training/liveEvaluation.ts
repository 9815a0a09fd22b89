/** @file The evaluation that runs beside training: 1 step against 32 on the same episodes, over the physics workers. */

import { Actors } from '../../core/compiled/actors.ts';
import { evaluateLadder } from '../../core/evaluation/ladder.ts';
import { measureLatencyLadder } from '../../core/evaluation/latency.ts';
import type { EpisodeOutcome, RunRecord } from '../../core/experiment/records.ts';
import { runLength } from '../../core/experiment/stage.ts';
import { decodePolicy } from '../../core/policy/policyFile.ts';
import { PhysicsClient } from '../physics/client.ts';
import { WorkerVectorEnvironment } from '../physics/workerVectorEnvironment.ts';
import { WorkerDiedError } from '../rpc/errors.ts';
import type { PolicyUpdate, StartInput } from './protocol.ts';

const stepCounts = [1, 32];
/** First seed of the live episodes: apart from demonstrations (1,000,000 up) and from `evaluate` (10,000 up). */
const firstSeed = 2_000_000;
/** One of Lift takes 15 MB, and a worker's memory ends at 2 GB; more episodes than these take turns. */
const mostEnvironments = 32;
/** An evaluation that is cancelled stops between two chunks. */
const graceMilliseconds = 1000;

export interface EvaluationTiming {
  /** Milliseconds */
  readonly clock: () => number;
  /** Lets messages and training take their turn */
  readonly pause: () => Promise<void>;
  readonly isTraining: () => boolean;
}

export class LiveEvaluation {
  private physics: readonly PhysicsClient[];
  private environments: WorkerVectorEnvironment | null = null;
  private controller: AbortController | null = null;
  private running: Promise<void> = Promise.resolve();
  /** Weights of the running evaluation */
  private current: PolicyUpdate | null = null;
  /** The newest weights that wait for the running evaluation to end */
  private waiting: PolicyUpdate | null = null;
  /** Weights whose evaluation a physics worker took with it: they wait for other workers */
  private interrupted: PolicyUpdate | null = null;
  /** What was told of the running evaluation already: one that is played again does not tell it twice. */
  private told: { step: number; readonly rungs: Set<number> } = { step: -1, rungs: new Set() };
  private done = 0;
  private hasLatency = false;
  private readonly actors: Actors;

  constructor(
    private readonly input: Pick<StartInput, 'experiment' | 'physics'>,
    private readonly emit: (record: RunRecord) => void,
    private readonly onProgress: () => void,
    private readonly onProblem: (message: string) => void,
    private readonly timing: EvaluationTiming,
  ) {
    this.physics = input.physics.map((port) => PhysicsClient.overPort(port));
    this.actors = new Actors(Math.min(this.episodes, mostEnvironments), timing.clock);
  }

  /** The connections to the physics workers, which are this evaluation's to end: others may play on them beside it. */
  get clients(): readonly PhysicsClient[] {
    return this.physics;
  }

  get isRunning(): boolean {
    return this.controller !== null;
  }

  /** Done and planned episodes over all step counts; null while nothing runs. */
  get progress(): [done: number, planned: number] | null {
    return this.isRunning ? [this.done, this.episodes * stepCounts.length] : null;
  }

  /** Starts in the background; while one runs, the newest weights wait for its end. A failure is told as progress ends; training is not disturbed by it. */
  start(update: PolicyUpdate): void {
    if (this.physics.length === 0) return;
    if (this.isRunning || this.interrupted) {
      this.waiting = update;
      return;
    }
    this.controller = new AbortController();
    this.current = update;
    const { signal } = this.controller;
    this.running = this.evaluate(update, signal)
      .catch((error: Error) => {
        if (error instanceof WorkerDiedError) this.interrupted = update;
        else if (!signal.aborted) this.onProblem(`The evaluation at step ${update.step} stopped: ${error.message}`);
      })
      .finally(() => {
        this.controller = null;
        this.current = null;
        if (!signal.aborted && !this.interrupted) this.startWaiting();
        this.onProgress();
      });
  }

  /** Goes on with other physics workers, and plays again what the ones before left unfinished. @returns its step, or null */
  async attach(ports: readonly MessagePort[]): Promise<number | null> {
    const unfinished = this.current ?? this.interrupted;
    await this.release();
    this.physics = ports.map((port) => PhysicsClient.overPort(port));
    this.interrupted = null;
    if (unfinished) this.start(unfinished);
    else this.startWaiting();
    return unfinished?.step ?? null;
  }

  /** Cancels what runs and frees the environments. */
  async stop(): Promise<void> {
    this.waiting = null;
    await this.release();
  }

  private async release(): Promise<void> {
    this.controller?.abort();
    // A worker that hangs answers nothing: then its calls end with its client.
    await Promise.race([this.running, new Promise((resolve) => setTimeout(resolve, graceMilliseconds))]);
    this.environments?.dispose();
    this.environments = null;
    for (const client of this.physics) client.dispose();
    await this.running;
  }

  private startWaiting(): void {
    const { waiting } = this;
    this.waiting = null;
    if (waiting) this.start(waiting);
  }

  /** Beside the first evaluation, and again when nothing disturbs it. */
  private isLatencyDue(step: number): boolean {
    return !this.hasLatency || step >= runLength(this.input.experiment);
  }

  private get episodes(): number {
    return this.input.experiment['evaluation.episodes'];
  }

  private async evaluate(update: PolicyUpdate, signal: AbortSignal): Promise<void> {
    const { experiment } = this.input;
    const { step, policy: bytes } = update;
    this.done = 0;
    if (this.told.step !== step) this.told = { step, rungs: new Set() };
    const { rungs } = this.told;
    const played: EpisodeOutcome[] = [];
    this.environments ??= await WorkerVectorEnvironment.create(this.physics, {
      scene: experiment.scene,
      slots: Math.min(this.episodes, mostEnvironments),
    });
    const { environments } = this;
    const policy = await this.actors.create(decodePolicy(bytes, 'the policy'));
    try {
      const { paired, rungs: evaluated } = await evaluateLadder(policy, environments, {
        stepCounts,
        episodes: this.episodes,
        seed: firstSeed,
        trainingStep: step,
        stepLimit: experiment['evaluation.stepLimit'],
        signal,
        clock: this.timing.clock,
        pause: this.timing.pause,
        onEpisode: (_, outcome) => {
          played.push(outcome);
          this.done++;
          this.onProgress();
        },
        onRung: (rung) => {
          const outcomes = played.splice(0).sort((a, b) => a.seed - b.seed);
          if (!rungs.has(rung.steps)) this.emit({ ...rung, outcomes });
          rungs.add(rung.steps);
        },
      });
      if (paired) this.emit(paired);
      // All is told: what is timed below needs no physics, and is not played again without them.
      this.current = null;
      if (this.isLatencyDue(step)) {
        const { observationSize } = environments;
        const { isTraining, ...timing } = this.timing;
        this.emit(await measureLatencyLadder(policy, observationSize, evaluated, isTraining(), { ...timing, signal }));
        this.hasLatency = true;
      }
    } finally {
      policy.dispose();
    }
  }
}
