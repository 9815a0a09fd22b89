/**
 * @file Sweeps on the page: a form that makes a plan, the sweep that runs it, and records that were opened.
 *
 * What a finished run came to is written down at once, so that a page that is closed loses one run at most: the next
 * visit goes on with the first that is not done.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Experiment } from '../../core/experiment/experiment.ts';
import { findSetting, type SettingKey } from '../../core/experiment/settings.ts';
import { finetuneExperiment, isFinetuning } from '../../core/experiment/stage.ts';
import { runsOf, type SweepPlan, type SweepRun, variedKeys } from '../../core/experiment/sweep/plan.ts';
import {
  largestSweepFile,
  readSweepRecord,
  type SweepRecord,
  sweepRecordVersion,
} from '../../core/experiment/sweep/record.ts';
import type { SceneFacts } from '../../core/scenes/scene.ts';
import type { BackendReport, SnapshotUpdate } from '../../workers/training/protocol.ts';
import { type FetchFile, policyPath } from '../files.ts';
import type { Parent } from '../finetune/shippedStart.ts';
import type { LabState } from '../labState.ts';
import type { Office } from '../office.ts';
import type { RunObserver } from '../runObserver.ts';
import { RunLocks } from '../runs/runLocks.ts';
import { versions } from '../versions.ts';
import type { SweepMemory } from './keptSweep.ts';
import { experimentOfRun } from './sweepForm.ts';
import { SweepFormDesk } from './sweepFormDesk.ts';
import { type SweepDesk, SweepRunner } from './sweepRunner.ts';
import { initialSweep, type OwnSweep, type SweepPhase, type SweepState } from './sweepState.ts';

export interface SweepOptions {
  /** The lab's own state: its form is what all runs share */
  readonly lab: StoreApi<LabState>;
  readonly office: Office;
  readonly memory: SweepMemory;
  readonly fetchFile: FetchFile;
  readonly locks?: RunLocks;
  /** A policy that comes with a scene, to fine-tune from */
  readStart(scene: string, id: string): Promise<Parent>;
  openDesk(store: StoreApi<LabState>): SweepDesk;
  backendReport(): Promise<BackendReport>;
}

/** A sweep from the command line that comes with the lab; how it was made is in docs/method.md. */
const examplePath = 'examples/dials-alpha.sweep.json';
/** One tab sweeps at a time: all of them remember the same sweep. */
const lockName = 'sweep';

export class Sweep {
  readonly store: StoreApi<SweepState>;
  readonly form: SweepFormDesk;
  private readonly locks: RunLocks;
  private runner: SweepRunner | null = null;
  /** Grows when a sweep begins, and when it is put away: an older one is heard no more. */
  private turn = 0;
  private isRemembered = true;
  private readonly observers = new Set<RunObserver>();

  constructor(private readonly options: SweepOptions) {
    this.locks = options.locks ?? new RunLocks();
    const record = options.memory.read();
    const own: OwnSweep | null = record && { record, phase: isDone(record) ? 'finished' : 'paused', problem: null };
    this.store = createStore(() => ({ ...initialSweep, own }));
    this.form = new SweepFormDesk(this.store, options.lab);
  }

  get state(): SweepState {
    return this.store.getState();
  }

  /** Begins the sweep of the form in place of the one there is, whose runs stay on the shelf. */
  async start(): Promise<void> {
    const { plan, problems } = this.form.read();
    const [problem] = Object.values(problems);
    if (!plan) return void this.options.office.notify(`The sweep was not started. ${problem ?? ''}`);
    await this.putAway();
    const record: SweepRecord = {
      version: sweepRecordVersion,
      plan,
      metric: this.form.scene?.metric ?? 'success',
      command: 'the Sweep view of the page',
      versions: { ...versions },
      backend: plan.backend,
      adapter: null,
      runs: [],
    };
    this.patch({ own: { record, phase: 'paused', problem: null }, opened: null });
    this.keep(record);
    await this.resume();
  }

  /** Goes on where the sweep stands: in the run that was paused, or with the first that is not done. */
  async resume(): Promise<void> {
    const { own } = this.state;
    if (own?.phase !== 'paused') return;
    if (!(await this.locks.hold(lockName))) {
      this.options.office.notify('A sweep runs in another tab. Pause it there first, or wait for its end.');
      return;
    }
    this.enter('running');
    if (this.runner) return this.options.office.attempt(this.runner.resume());
    void this.work(++this.turn);
  }

  /** Stands still, in the middle of a run. */
  async pause(): Promise<void> {
    if (this.state.own?.phase !== 'running') return;
    this.enter('paused');
    if (this.runner) await this.options.office.attempt(this.runner.pause());
  }

  /** Ends the sweep where it is. What is done stays, and can be gone on with. */
  async cancel(): Promise<void> {
    await this.putAway();
    if (this.state.own?.phase === 'running') this.enter('paused');
  }

  /** Shows the record in a file in place of one's own. */
  open(name: string, bytes: Uint8Array): void {
    if (bytes.length > largestSweepFile) {
      throw new Error(
        `${name}: ${Math.round(bytes.length / 1e6)} MB, a sweep’s record has 20 MB at most. Nothing was opened.`,
      );
    }
    const record = readSweepRecord(new TextDecoder().decode(bytes), name);
    this.patch({ opened: { name, kind: 'file', record } });
    this.options.office.announce(`${name}: ${record.runs.length} runs.`);
  }

  /** Shows the record that comes with the lab. Rejects where it is not there. */
  async showExample(): Promise<void> {
    const bytes = await this.options.fetchFile(examplePath);
    const record = readSweepRecord(new TextDecoder().decode(bytes), 'the example');
    this.patch({ opened: { name: 'Example', kind: 'example', record } });
  }

  /** Back to one's own sweep. */
  closeOpened(): void {
    this.patch({ opened: null });
  }

  /** Tells what each run of a sweep does to someone who keeps it. */
  observeRuns(observer: RunObserver): () => void {
    this.observers.add(observer);
    const leave = this.runner?.desk.observe(observer);
    return () => {
      this.observers.delete(observer);
      leave?.();
    };
  }

  /** The run's whole state as it is now; null where there is none */
  async takeSnapshot(): Promise<SnapshotUpdate | null> {
    return this.runner?.desk.takeSnapshot() ?? null;
  }

  /** The run is kept under this id, also after a recovery. */
  keepRunAs(id: string): void {
    this.runner?.desk.keepAs(id);
  }

  /** The page is hidden, and may be dropped. */
  async keepState(): Promise<void> {
    await this.runner?.desk.keepState();
  }

  /** What tells a run of the sweep from the others, in its name */
  nameOf(experiment: Experiment): string {
    const keys = variedKeys(this.state.own?.record.plan ?? { grid: {} }) as SettingKey[];
    const values = keys.map((key) => `${findSetting(key)?.label ?? key} ${experiment[key]}`);
    return ['sweep', ...values].join(', ');
  }

  dispose(): void {
    this.turn++;
    void this.runner?.dispose();
    this.runner = null;
  }

  private get labState(): LabState {
    return this.options.lab.getState();
  }

  private sceneCalled(id: unknown): SceneFacts | null {
    return this.labState.scenes.find((scene) => scene.id === id) ?? null;
  }

  /** One run after the other, until all are done, one fails, or the sweep is put away. */
  private async work(turn: number): Promise<void> {
    const { plan } = this.state.own!.record;
    const isStale = () => turn !== this.turn;
    try {
      this.runner = this.openRunner();
      const { backend, adapter } = await this.runner.desk.backendReport();
      if (isStale()) return;
      this.change((record) => ({ ...record, backend, adapter }));
      for (const [i, run] of runsOf(plan).entries()) {
        if (this.state.own!.record.runs.some((done) => done.run === run.name)) continue;
        this.patch({ current: { name: run.name, number: i + 1, stage: 'starting', done: 0, planned: 1 } });
        const outcome = await this.finish(run, plan);
        if (isStale()) return;
        this.change((record) => ({
          ...record,
          runs: inOrder(plan, [...record.runs, { run: run.name, varied: run.varied, ...outcome }]),
        }));
        this.options.office.announce(`Sweep: run ${i + 1} is done.`);
      }
      await this.putAway();
      this.enter('finished');
      this.options.office.announce('The sweep is finished.');
    } catch (error) {
      if (isStale()) return;
      const message = (error as Error).message;
      await this.putAway();
      this.patch({ own: { ...this.state.own!, phase: 'paused', problem: message } });
    }
  }

  private async finish(run: SweepRun, plan: SweepPlan) {
    const scene = this.sceneCalled(run.input.scene);
    if (!scene) throw new Error(`There is no scene called ${run.input.scene}. Start another sweep.`);
    if (plan.policy) return this.runner!.judge(await this.options.fetchFile(policyPath(scene.id)), plan.evaluate);
    const experiment = experimentOfRun(run.input, scene);
    if (!isFinetuning(experiment)) return this.runner!.train(experiment, plan.evaluate);
    const parent = await this.options.readStart(scene.id, experiment['finetune.start']);
    const { scene: _, ...said } = run.input;
    return this.runner!.train(finetuneExperiment(parent.experiment, said, scene.settings), plan.evaluate, parent);
  }

  private openRunner(): SweepRunner {
    const { openDesk, backendReport } = this.options;
    const runner = new SweepRunner({
      openDesk,
      backendReport,
      onProgress: (stage, done, planned) => {
        const { current } = this.state;
        if (current && this.runner === runner) this.patch({ current: { ...current, stage, done, planned } });
      },
    });
    for (const observer of this.observers) runner.desk.observe(observer);
    runner.store.setState({ scenes: this.labState.scenes, backend: this.labState.backend });
    return runner;
  }

  /** Ends what runs and frees its workers. */
  private async putAway(): Promise<void> {
    this.turn++;
    const { runner } = this;
    this.runner = null;
    this.patch({ current: null });
    if (runner) await this.options.office.attempt(runner.dispose());
    this.locks.release(lockName);
  }

  private enter(phase: SweepPhase): void {
    this.patch({ own: { ...this.state.own!, phase, problem: null } });
  }

  private change(make: (record: SweepRecord) => SweepRecord): void {
    const own = this.state.own!;
    const record = make(own.record);
    this.patch({ own: { ...own, record } });
    this.keep(record);
  }

  private keep(record: SweepRecord): void {
    try {
      this.options.memory.write(record);
      this.isRemembered = true;
    } catch {
      // Told once, and again where there was space in between.
      if (!this.isRemembered) return;
      this.isRemembered = false;
      this.options.office.notify(
        'The sweep goes on, but this browser has no space to remember it. Save its record before you close the page.',
      );
    }
  }

  private patch(change: Partial<SweepState>): void {
    this.store.setState(change);
  }
}

const isDone = ({ plan, runs }: SweepRecord) =>
  runsOf(plan).every(({ name }) => runs.some((done) => done.run === name));

/** A sweep that was taken up again may finish an early run late. */
function inOrder(plan: SweepPlan, runs: SweepRecord['runs']): SweepRecord['runs'] {
  return runsOf(plan).flatMap(({ name }) => runs.find((done) => done.run === name) ?? []);
}
