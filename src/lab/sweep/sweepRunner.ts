/** @file Takes the runs of a sweep one after the other at a desk of its own: trains each to its end, then evaluates it. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Experiment } from '../../core/experiment/experiment.ts';
import { runLength } from '../../core/experiment/stage.ts';
import type { SweepEvaluation } from '../../core/experiment/sweep/plan.ts';
import type { SweptRun } from '../../core/experiment/sweep/results.ts';
import type { BackendReport, EvaluationProgress, PolicyEvaluation } from '../../workers/training/protocol.ts';
import { initialState, type LabState } from '../labState.ts';
import type { RunDesk } from '../runDesk.ts';
import type { StartingPolicy } from '../trainingRun.ts';

export type SweepDesk = Pick<
  RunDesk,
  | 'start'
  | 'play'
  | 'pause'
  | 'reset'
  | 'dispose'
  | 'shareBackend'
  | 'backendReport'
  | 'evaluatePolicy'
  | 'observe'
  | 'takeSnapshot'
  | 'keepState'
  | 'keepAs'
>;

export interface SweepRunnerOptions {
  /** Makes the sweep's place: workers of its own, no say over the live robot; its runs are kept like any other */
  openDesk(store: StoreApi<LabState>): SweepDesk;
  /** The backend that the lab's own worker has tested */
  backendReport(): Promise<BackendReport>;
  onProgress(stage: 'starting' | 'training' | 'evaluating', done: number, planned: number): void;
}

/** What a run of a sweep comes to, without its name */
export type RunOutcome = Omit<SweptRun, 'run' | 'varied'>;

/** A worker that dies is replaced; one that keeps dying ends the run. */
const mostAttempts = 3;
/** Word of a dead worker's successor comes in a moment. */
const restMilliseconds = 300;

export class SweepRunner {
  /** What the run is drawn from, where a panel shows it */
  readonly store: StoreApi<LabState> = createStore(() => initialState);
  readonly desk: SweepDesk;
  private evaluation: AbortController | null = null;
  private standing: Promise<void> | null = null;
  private goOn: () => void = () => {};

  constructor(private readonly options: SweepRunnerOptions) {
    this.desk = options.openDesk(this.store);
    this.desk.shareBackend(options.backendReport());
  }

  /**
   * Trains a run and evaluates it. Rejects with one sentence for a person where it failed.
   * @param policy what a run of stage 2 begins from
   */
  async train(experiment: Experiment, evaluate: SweepEvaluation, policy?: StartingPolicy): Promise<RunOutcome> {
    const steps = runLength(experiment);
    this.options.onProgress('starting', 0, steps);
    const stop = this.store.subscribe(({ progress, run }, before) => {
      if (run?.phase !== 'training') return;
      this.options.onProgress('training', progress.step, steps);
      // It was to stand still before it could.
      if (this.standing && before.run?.phase !== 'training') void this.desk.pause();
    });
    try {
      await this.desk.start(experiment, 'play', undefined, undefined, policy);
      const { rungs, paired } = await this.attempt(async () => {
        await this.untilTrained(steps);
        return this.evaluate(null, evaluate);
      });
      return {
        rungs: rungs.map(withoutOutcomes),
        paired,
        representation: this.store.getState().representation.measures,
      };
    } finally {
      stop();
      await this.desk.reset();
    }
  }

  /** Evaluates a policy as it is. */
  async judge(policy: Uint8Array, evaluate: SweepEvaluation): Promise<RunOutcome> {
    const { rungs, paired } = await this.attempt(() => this.evaluate(policy, evaluate));
    return { rungs: rungs.map(withoutOutcomes), paired, representation: null };
  }

  /** Stands still: training where it is, an evaluation before its first episode. */
  async pause(): Promise<void> {
    this.standing ??= new Promise((resolve) => {
      this.goOn = resolve;
    });
    this.evaluation?.abort();
    if (this.store.getState().run?.phase === 'training') await this.desk.pause();
  }

  async resume(): Promise<void> {
    this.standing = null;
    this.goOn();
    if (this.store.getState().run?.phase === 'paused') await this.desk.play();
  }

  /** Ends what runs, and the workers; whoever waits for a run hears no more of it. */
  async dispose(): Promise<void> {
    this.evaluation?.abort();
    if (this.store.getState().run) await this.desk.reset();
    this.desk.dispose();
  }

  /** Also after the run's own last evaluation, which would disturb what is timed. */
  private untilTrained(steps: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = ({ run, progress }: LabState) => {
        const isDone = run?.phase === 'finished' && progress.step >= steps && progress.evaluation === null;
        if (!isDone && run?.phase !== 'failed') return;
        stop();
        if (isDone) resolve();
        else reject(new Error(run?.message ?? 'The run failed.'));
      };
      const stop = this.store.subscribe(look);
      look(this.store.getState());
    });
  }

  private async evaluate(policy: Uint8Array | null, ladder: SweepEvaluation): Promise<PolicyEvaluation> {
    for (;;) {
      await this.standing;
      const controller = new AbortController();
      this.evaluation = controller;
      const onProgress = ({ done, planned }: EvaluationProgress) =>
        this.options.onProgress('evaluating', done, planned);
      onProgress({ done: 0, planned: ladder.episodes * ladder.steps.length });
      try {
        return await this.desk.evaluatePolicy(policy, ladder, { signal: controller.signal, onProgress });
      } catch (error) {
        // A pause called it off: it is played again from its first episode.
        if (!controller.signal.aborted || !this.standing) throw error;
      } finally {
        this.evaluation = null;
      }
    }
  }

  private async attempt<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if ((error as Error).name !== 'WorkerDiedError' || attempt === mostAttempts) throw error;
        await new Promise((resolve) => setTimeout(resolve, restMilliseconds));
      }
    }
  }
}

function withoutOutcomes({ outcomes: _, ...rung }: PolicyEvaluation['rungs'][number]): RunOutcome['rungs'][number] {
  return rung;
}
