/**
 * @file What happens to a run when something under it is gone: its worker, its GPU device, or a worker that plays its
 * evaluations. The run goes on from its last snapshot, the charts go back to it, and one sentence says so.
 */
import { isFinetuning } from '../core/experiment/stage.ts';
import type { SupervisedWorker } from '../workers/rpc/supervisor.ts';
import type { BackendTest } from './backendTest.ts';
import { isEvaluationDue } from './evaluationDue.ts';
import type { LabState, RunProgress } from './labState.ts';
import type { TrainingWorker } from './labWorkers.ts';
import type { Voice } from './office.ts';
import type { RecordFlow } from './recordFlow.ts';
import type { TrainingRun } from './trainingRun.ts';

export interface RecoveryOptions {
  readonly worker: SupervisedWorker<TrainingWorker>;
  readonly run: TrainingRun;
  readonly backend: BackendTest;
  readonly records: Pick<RecordFlow, 'rewind' | 'history'>;
  readonly office: Voice;
  read(): LabState;
  /** The run goes on from an earlier step; −1: from before its first record */
  rewound(step: number): void;
  /** Milliseconds from any origin, steadily growing */
  now?(): number;
}

/** A GPU that is lost so often within a minute is given up. */
const mostLosses = 2;
const windowMilliseconds = 60_000;
/** Seconds that nobody would have noticed */
const shortestFreeze = 3;

export class Recovery {
  private lossTimes: readonly number[] = [];
  /** Where the run stood when the page said that it would be frozen */
  private frozenAt: RunProgress | null = null;

  constructor(private readonly options: RecoveryOptions) {}

  /** For each training worker; what an ended one has to say is not heard any more. */
  attach(worker: TrainingWorker): void {
    worker.on('deviceLost', ({ reason }) => void this.replaceDevice(reason));
  }

  /** The training worker died or hung, and a fresh one has taken its place. */
  workerReplaced(error: Error): void {
    this.options.backend.renew();
    void this.goOn(`The training worker died: ${reasonOf(error)}.`, 'A new one');
  }

  /** The training worker died too often: there is none any more. */
  workerLost(error: Error): void {
    this.options.run.fail(
      `The training worker died: ${reasonOf(error)} The charts are kept. Reload the page to train again.`,
    );
  }

  rolloutWorkerReplaced(error: Error): void {
    const { run, office } = this.options;
    if (!run.isUnderWay) return;
    const what = `A worker that plays ${this.played} died: ${reasonOf(error)}. Another has taken its place, training went on`;
    run.attachRollouts().then(
      (step) =>
        office.notify(step === null ? `${what}.` : `${what}, and the evaluation of step ${step} is played again.`),
      () => office.notify(`${what}. Evaluations begin again with the next run.`),
    );
  }

  rolloutWorkersLost(error: Error): void {
    if (!this.options.run.isUnderWay) return;
    const consequence = this.playsRollouts
      ? 'Training waits for one, and is kept as it is: reload the page, and resume it.'
      : 'Training goes on without evaluations until the next run.';
    this.options.office.notify(`A worker that plays ${this.played}: ${reasonOf(error)} ${consequence}`);
  }

  /** The page is about to stand still. */
  pageFreezing(): void {
    this.frozenAt = this.options.read().progress;
  }

  /** The page stood still for a while, and has moved again since. */
  async pageThawed(seconds: number): Promise<void> {
    const { read, office } = this.options;
    const { run, progress } = read();
    const before = this.frozenAt ?? progress;
    this.frozenAt = null;
    if (run?.phase !== 'training' || seconds < shortestFreeze) return;
    // Word of what happened meanwhile comes now.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const advanced = read().progress.step - before.step;
    const hasTrained = advanced > (before.stepsPerSecond * seconds) / 2;
    const since = hasTrained ? 'training kept going' : 'training went on from where it stood';
    office.notify(`The browser froze this page for ${sayDuration(seconds)}; ${since}, and nothing was lost.`, {
      tone: 'news',
    });
  }

  /** Stage 2 learns from what its workers play. */
  private get playsRollouts(): boolean {
    const { run } = this.options.read();
    return run !== null && isFinetuning(run.experiment);
  }

  private get played(): string {
    return this.playsRollouts ? 'the robots' : 'evaluations';
  }

  private async replaceDevice(reason: string): Promise<void> {
    const { worker, backend, now = () => performance.now() } = this.options;
    const time = now();
    this.lossTimes = [...this.lossTimes.filter((earlier) => time - earlier < windowMilliseconds), time];
    const isGivenUp = this.lossTimes.length >= mostLosses;
    // What the lost device holds cannot be read, and its callbacks still come: the worker goes with it.
    worker.restart();
    if (isGivenUp) backend.fallBack(`webgpu: the device was lost ${mostLosses} times within a minute`);
    else backend.renew();
    const what = isGivenUp
      ? 'The GPU was lost again within a minute'
      : `The GPU was lost (${reason.replace(/\.$/, '')})`;
    await this.goOn(`${what}.`, 'A new device');
  }

  private async goOn(what: string, successor: string): Promise<void> {
    const { run, backend, office, records, read, rewound } = this.options;
    const before = read().backend.report?.backend;
    if (!run.isUnderWay) {
      office.notify(`${what} ${successor} has taken its place; nothing was lost.`);
      return;
    }
    const from = run.keptStep;
    // A fast run's records are ahead of its status, which is told five times a second.
    const reached = Math.max(read().progress.step, records.history.training.at(-1)?.step ?? 0);
    const lost = Math.max(0, reached - (from ?? 0));
    records.rewind(from ?? -1);
    rewound(from ?? -1);
    const recovery = run.recover();
    await backend.ready().catch(() => undefined);
    // It may have been reset meanwhile.
    if (!run.isUnderWay) return;
    const now = read().backend.report?.backend;
    const isOther = before !== undefined && now !== undefined && before !== now;
    const where = isOther ? `It goes on with ${now}` : `${successor} goes on`;
    const caution = isOther ? ` Numbers from there on can differ from those of ${before} in their last digits.` : '';
    office.notify(`${what} ${where} from step ${from ?? 0}: ${countSteps(lost)} lost, the rest was kept.${caution}`);
    await recovery;
    if (from !== null) await this.evaluateAgain(from);
  }

  /** The evaluation of the snapshot's step went with the worker, where it was not done. */
  private async evaluateAgain(step: number): Promise<void> {
    const { run, records, read } = this.options;
    const current = read().run;
    if (!current?.facts || current.phase === 'failed') return;
    const iteration = records.history.finetuning.findLast((record) => record.step === step)?.iteration ?? null;
    const isDue = isEvaluationDue(current.experiment, step, iteration);
    const isDone = records.history.paired.some((record) => record.step === step);
    if (isDue && !isDone) await run.evaluate().catch(() => undefined);
  }
}

function reasonOf(error: Error): string {
  return error.message.replace('the worker died: ', '');
}

function sayDuration(seconds: number): string {
  return seconds < 100 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

function countSteps(count: number): string {
  if (count === 0) return 'no step was';
  return count === 1 ? '1 step was' : `${count} steps were`;
}
