/**
 * @file One run in the training worker: its loop, its snapshots in memory, and the evaluation beside it.
 *
 * Everything that touches the trainer takes its turn between two optimiser steps. An evaluation acts with a copy of
 * the weights and waits for physics most of the time, so training goes on meanwhile.
 */
import type { RunRecord } from '../../core/experiment/records.ts';
import { isFinetuning } from '../../core/experiment/stage.ts';
import { DivergenceError } from '../../core/training/divergenceError.ts';
import type { DeviceWatch } from './deviceWatch.ts';
import { FinetuneTrainer } from './finetuneTrainer.ts';
import { LiveEvaluation } from './liveEvaluation.ts';
import type { Pace } from './pace.ts';
import type { Patience } from './patience.ts';
import { PretrainTrainer } from './pretrainTrainer.ts';
import type { PolicyUpdate, RunFacts, SnapshotUpdate, StartInput, TrainingPhase, TrainingStatus } from './protocol.ts';
import type { Capture, Due, Trainer } from './trainer.ts';

export interface SessionEvents {
  record(record: RunRecord): void;
  status(status: TrainingStatus): void;
  policy(update: PolicyUpdate): void;
  snapshot(update: SnapshotUpdate): void;
}

/** What a session is handed: time, and what outlives it in the worker. */
export interface SessionTools {
  /** Milliseconds */
  readonly clock: () => number;
  /** Resolves once the messages that wait now were handled */
  readonly yieldToMessages: () => Promise<void>;
  readonly pace: Pace;
  readonly patience: Patience;
  readonly device: DeviceWatch;
}

const statusIntervalMs = 200;

export class Session {
  private readonly training: Trainer;
  private readonly evaluation: LiveEvaluation;
  private lastGood: Capture | null = null;
  private phase: TrainingPhase = 'paused';
  private message: string | undefined;
  private loop: Promise<void> = Promise.resolve();
  private turn: Promise<unknown> = Promise.resolve();
  private isDisposed = false;
  private lastStatus = Number.NEGATIVE_INFINITY;
  private speed = { since: 0, step: 0, stepsPerSecond: 0 };

  /** @throws FileFormatError, RangeError where the files cannot be read or do not fit the experiment */
  constructor(
    input: StartInput,
    private readonly events: SessionEvents,
    private readonly tools: SessionTools,
  ) {
    this.training = isFinetuning(input.experiment)
      ? new FinetuneTrainer(input, tools.clock)
      : new PretrainTrainer(input, tools.clock);
    if (this.training.isFinished) this.phase = 'finished';
    this.evaluation = new LiveEvaluation(
      input,
      events.record,
      () => this.report(true),
      (problem) => void this.tellEvaluationProblem(problem),
      { clock: tools.clock, pause: tools.yieldToMessages, isTraining: () => this.phase === 'training' },
    );
  }

  get facts(): RunFacts {
    return this.training.facts;
  }

  /** What there is to tell before the first step: the picture begins with the run, and under PPO the stage 1 level. */
  async begin(): Promise<void> {
    await this.exclusively(async () => {
      const { records, due } = await this.training.begin(this.evaluation.clients);
      for (const record of records) this.events.record(record);
      await this.share(due);
    });
    this.report(true);
  }

  play(): void {
    if (this.phase !== 'paused') return;
    this.phase = 'training';
    this.speed = { since: this.tools.clock(), step: this.training.step, stepsPerSecond: 0 };
    // At once: should the worker die in its first steps, the page knows that it was playing.
    this.report(true);
    this.loop = this.run();
  }

  /** Resolves when the loop stands still. */
  async pause(): Promise<void> {
    this.endLoop();
    await this.loop;
    this.report(true);
  }

  async step(): Promise<void> {
    if (this.phase !== 'paused') return;
    await this.guarded(() => this.exclusively(() => this.advance()));
    this.report(true);
  }

  /** Bytes of the newest state that is good. @throws DivergenceError where there is none */
  async snapshot(): Promise<SnapshotUpdate> {
    const capture = await this.exclusively(() => this.currentCapture());
    return { step: capture.step, snapshot: capture.snapshot() };
  }

  async policy(): Promise<PolicyUpdate> {
    const capture = await this.exclusively(() => this.currentCapture());
    return { step: capture.step, policy: capture.policy() };
  }

  /** Evaluates the weights as they are now, after the evaluation that still runs, if any. */
  async evaluate(): Promise<void> {
    this.evaluation.start(await this.policy());
  }

  /** Other physics workers play the evaluations from now on. @returns the step of the one that is played again, or null */
  async attachPhysics(ports: readonly MessagePort[]): Promise<number | null> {
    const replayedStep = await this.evaluation.attach(ports);
    await this.training.attachPhysics(this.evaluation.clients);
    return replayedStep;
  }

  /** The device that holds the weights is gone: nothing more is computed, and nothing of it can be read. */
  abandon(): void {
    this.isDisposed = true;
    this.endLoop();
    void this.evaluation.stop();
  }

  async dispose(): Promise<void> {
    this.isDisposed = true;
    this.endLoop();
    await this.evaluation.stop();
    await this.loop;
    await this.turn;
    this.training.dispose();
  }

  private endLoop(): void {
    if (this.phase === 'training') this.phase = 'paused';
    this.tools.pace.interrupt();
  }

  private async run(): Promise<void> {
    const { pace, yieldToMessages } = this.tools;
    await this.guarded(async () => {
      while (this.phase === 'training' && !this.training.isFinished) {
        await this.exclusively(() => this.advance());
        this.report(pace.isSlow);
        await yieldToMessages();
        await pace.rest();
      }
    });
    if (this.training.isFinished && this.phase === 'training') this.phase = 'finished';
    this.report(true);
  }

  /** One optimiser step with everything that is due after it. */
  private async advance(): Promise<void> {
    const start = this.tools.clock();
    for (const record of await this.training.advance()) this.events.record(record);
    // Watched step by step, every step moves the robot. Reading the weights changes none of them.
    await this.share(this.training.due(this.tools.pace.isSlow));
    this.tools.patience.learn(this.tools.clock() - start);
  }

  /** Hands out what is due: weights for the robot, a snapshot, weights to evaluate. */
  private async share(due: Due): Promise<void> {
    if (!due.policy && !due.snapshot && !due.evaluation) return;
    this.lastGood = await this.training.capture();
    const { step } = this.lastGood;
    const update = { step, policy: this.lastGood.policy() };
    this.events.policy(update);
    if (due.snapshot) this.events.snapshot({ step, snapshot: this.lastGood.snapshot() });
    if (due.evaluation) this.evaluation.start(update);
  }

  private async currentCapture(): Promise<Capture> {
    if (this.phase !== 'failed') return this.training.capture();
    if (!this.lastGood) throw new DivergenceError(this.training.step);
    return this.lastGood;
  }

  /** Work takes turns: never two at once, never inside an optimiser step. */
  private exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }

  private async guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // The lost device is told on its own, and the run goes on elsewhere.
      if (await this.tools.device.isBehindError()) return;
      this.phase = 'failed';
      this.message = this.describeFailure(error as Error);
    }
  }

  private async tellEvaluationProblem(problem: string): Promise<void> {
    if (await this.tools.device.isBehindError()) return;
    this.message = `${problem.replace(/\.$/, '')}. Training goes on.`;
    this.report(true);
  }

  private describeFailure(error: Error): string {
    const kept = this.lastGood ? `The weights of step ${this.lastGood.step} were kept.` : 'No weights were kept.';
    const advice =
      error instanceof DivergenceError
        ? 'Lower the learning rate and train again.'
        : 'Choose another backend, or reload the page, and train again.';
    const what = error.message.replace(/\.$/, '');
    return `${what.charAt(0).toUpperCase()}${what.slice(1)}. ${kept} ${advice}`;
  }

  private report(isForced: boolean): void {
    // What a run that is gone has to say would be taken for the next one's.
    if (this.isDisposed) return;
    const now = this.tools.clock();
    if (!isForced && now - this.lastStatus < statusIntervalMs) return;
    this.lastStatus = now;
    const { step } = this.training;
    const elapsed = now - this.speed.since;
    if (elapsed > 1000) {
      this.speed = { since: now, step, stepsPerSecond: (1000 * (step - this.speed.step)) / elapsed };
    }
    const { phase, message, evaluation } = this;
    const stepsPerSecond = phase === 'training' ? this.speed.stepsPerSecond : 0;
    const { isRunning: isEvaluating, progress: evaluationProgress } = evaluation;
    this.events.status({ phase, step, stepsPerSecond, isEvaluating, evaluationProgress, message });
  }
}
