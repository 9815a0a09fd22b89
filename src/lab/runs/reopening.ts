/** @file Kept runs on the page again: shown, taken up where they stand, or trained anew with a change. */
import type { StoreApi } from 'zustand/vanilla';
import type { Experiment } from '../../core/experiment/experiment.ts';
import type { KeptRun, RunChange } from '../../core/experiment/keptRun.ts';
import { isFinetuning, runLength } from '../../core/experiment/stage.ts';
import type { BackendName } from '../../workers/training/protocol.ts';
import { isEvaluationDue } from '../evaluationDue.ts';
import type { StorageWorker } from '../labWorkers.ts';
import type { Side } from '../pair/pairState.ts';
import { versions } from '../versions.ts';
import { differencesFrom } from './differences.ts';
import type { RivalHost, RunHost } from './runHost.ts';
import { keptUpTo, type RunKeeper } from './runKeeper.ts';
import type { RunLocks } from './runLocks.ts';
import { type RunsState, standingOf } from './runsState.ts';

export type ResumeAnswer = 'anyway' | 'exactly' | 'not';

export interface ReopeningRoom {
  readonly lab: RunHost;
  readonly locks: RunLocks;
  readonly keeper: RunKeeper;
  readonly rival?: RivalHost;
  readonly store: StoreApi<RunsState>;
  storage(): StorageWorker;
  /** Reads the list again. */
  refresh(): Promise<void>;
  change(id: string, change: RunChange): Promise<void>;
}

export class Reopening {
  private takeOver: AbortController | null = null;

  constructor(private readonly room: ReopeningRoom) {}

  /** Shows what was recorded of a run; the one on the page is brought to the front. */
  async open(id: string): Promise<void> {
    if (id === this.keeper.activeId) return this.lab.display.setView(viewOf(this.find(id).experiment));
    if (id === this.state.rivalId) return this.lab.display.setView('pair');
    if (id === this.state.sweepId) return this.lab.display.setView('sweep');
    await this.busy(id, async () => {
      const { run, records, problems } = await this.storage.call('load', { id, withSnapshot: false });
      for (const problem of problems) this.lab.office.notify(`${run.name}: ${problem}`);
      await this.putAway();
      this.lab.adopt(run.experiment);
      this.lab.showRecorded(run.name, run.experiment, records);
      this.lab.display.setView(viewOf(run.experiment));
      this.patch({ changeOf: null });
      if ((await this.readElsewhere()).has(id)) this.tellReadOnly(run);
    });
  }

  /** Shows what was recorded of a run on one side of two, frozen there: what the other side is compared with. */
  async openBeside(id: string, side: Side): Promise<void> {
    const { rival } = this.room;
    if (!rival || id === this.state.rivalId) return this.lab.display.setView('pair');
    await this.busy(id, async () => {
      const { run, records, problems } = await this.storage.call('load', { id, withSnapshot: false });
      for (const problem of problems) this.lab.office.notify(`${run.name}: ${problem}`);
      if (side === 'a') {
        await this.putAway();
        this.lab.adopt(run.experiment);
      }
      await rival.showReference(side, run.name, run.experiment, records);
      this.lab.display.setView('pair');
    });
  }

  /** Takes a run up again where it stands; asks first where its numbers may come out differently. */
  async resume(id: string): Promise<void> {
    if (id === this.keeper.activeId) {
      this.lab.display.setView(viewOf(this.find(id).experiment));
      return this.lab.play();
    }
    if (id === this.state.rivalId) return this.lab.display.setView('pair');
    if (id === this.state.sweepId) return this.lab.display.setView('sweep');
    await this.busy(id, async () => {
      if ((await this.readElsewhere()).has(id)) return this.tellReadOnly(this.find(id));
      const run = this.find(id);
      const report = await this.backendReport();
      const differences = differencesFrom(run.origin, report, versions);
      if (differences.length === 0) return this.goOn(id);
      const isExact = (backend: string) =>
        report.candidates.some((other) => other.backend === backend && other.problem === null);
      const isOtherBackend = differences.length === 1 && differences[0].what === 'backend';
      const exactBackend = isOtherBackend && isExact(run.origin.backend) ? (run.origin.backend as BackendName) : null;
      this.patch({ question: { run, differences, exactBackend } });
    });
  }

  /** Answers the question whether to go on although the numbers may differ. */
  async answer(answer: ResumeAnswer): Promise<void> {
    const { question } = this.state;
    this.patch({ question: null });
    if (!question || answer === 'not') return;
    await this.busy(question.run.id, async () => {
      if (answer === 'exactly' && question.exactBackend) {
        // A backend cannot change under a run.
        await this.putAway();
        this.lab.chooseBackend(question.exactBackend);
        await this.backendReport();
      }
      await this.goOn(question.run.id);
    });
  }

  /** Fills the form with a run's settings, to train it again with a change. */
  async duplicate(id: string): Promise<void> {
    await this.busy(id, async () => {
      const { run, records } = await this.storage.call('load', { id, withSnapshot: false });
      await this.putAway();
      this.lab.adopt(run.experiment);
      this.lab.showRecorded(run.name, run.experiment, records);
      this.lab.display.setView(viewOf(run.experiment));
      this.patch({ changeOf: run });
      this.lab.office.announce(`The form holds the settings of ${run.name}. Change what you like, then train.`);
    });
  }

  /** A run that says it is training while no tab has it was cut off by its page. */
  async tellOfInterrupted(): Promise<void> {
    const { runs } = this.state;
    const cutOff = runs.filter((run) => run.phase === 'training' && standingOf(run, this.state) === 'paused');
    for (const run of cutOff) await this.room.change(run.id, { phase: 'paused' });
    const [newest] = cutOff;
    if (!newest || this.lab.store.getState().run) return;
    this.lab.office.notify(`Your run “${newest.name}” stopped at step ${newest.step} when the page closed.`, {
      tone: 'news',
      actions: [{ label: 'Resume', act: () => void this.resume(newest.id) }],
    });
  }

  private async goOn(id: string): Promise<void> {
    await this.putAway();
    if (!(await this.locks.hold(id))) return this.tellReadOnly(this.find(id));
    try {
      const { run, snapshot, problems } = await this.storage.call('load', { id, withSnapshot: true });
      for (const problem of problems) this.lab.office.notify(`${run.name}: ${problem}`, this.duplicateAction(id));
      // Both slots are damaged: to begin again from nothing is a person's choice, not ours.
      if (!snapshot && run.snapshotStep !== null) return this.locks.release(id);
      if (!snapshot && isFinetuning(run.experiment)) return this.tellWithoutPolicy(run);
      const step = keptUpTo(snapshot?.step ?? 0, run.experiment);
      const { run: rewound, nextChunk } = await this.storage.call('rewind', { id, step });
      const { records } = await this.storage.call('load', { id, withSnapshot: false });
      this.keeper.expect(rewound, nextChunk);
      this.lab.display.setView(viewOf(run.experiment));
      this.patch({ changeOf: null });
      await this.lab.openRun(run.experiment, records, { id, snapshot }, 'stand');
      // What kept it from starting was told; another tab may have it.
      if (this.keeper.activeId !== id) return this.locks.release(id);
      await this.playOn(run);
    } catch (error) {
      if (this.keeper.activeId !== id) this.locks.release(id);
      throw error;
    }
  }

  /** The run stands at its snapshot: checks that its data is what it was, then trains. */
  private async playOn(run: KeptRun): Promise<void> {
    const now = this.lab.store.getState().run;
    if (!now?.facts || now.phase === 'failed') return;
    if (now.facts.demonstrationsHash !== run.origin.demonstrationsHash) {
      this.lab.office.notify(
        `${run.name} was trained on other demonstrations than those of this name now. It stands at step ${now.facts.step}; Continue trains it on, but it is then another run.`,
      );
      return;
    }
    const { step } = now.facts;
    const { last } = this.lab.store.getState().finetuning;
    const isDue = isEvaluationDue(run.experiment, step, last?.step === step ? last.iteration : null);
    const wasEvaluated = this.find(run.id).lastEvaluation.some((rung) => rung.step === step);
    if (isDue && !wasEvaluated) await this.lab.evaluate();
    if (step < runLength(run.experiment)) await this.lab.play();
  }

  /** The run on the page is paused, kept and taken off it. */
  async putAway(how: 'silently' | 'aloud' = 'aloud'): Promise<void> {
    const { run } = this.lab.store.getState();
    if (!run) return;
    const active = this.state.runs.find(({ id }) => id === this.keeper.activeId);
    const wasTraining = run.phase === 'training';
    await this.lab.reset();
    await this.keeper.flush();
    if (how === 'silently' || !wasTraining || !active) return;
    this.lab.office.notify(`“${active.name}” was paused and kept.`, {
      tone: 'news',
      actions: [{ label: 'Resume it', act: () => void this.resume(active.id) }],
    });
  }

  private async backendReport() {
    const { store } = this.lab;
    const settled = () => store.getState().backend.report ?? store.getState().backend.problem;
    if (settled() === null) {
      await new Promise<void>((resolve) => {
        const stop = store.subscribe(() => {
          if (settled() === null) return;
          stop();
          resolve();
        });
      });
    }
    const { report, problem } = store.getState().backend;
    if (!report) throw new Error(`There is no backend to train on: ${problem} The run is kept as it is.`);
    return report;
  }

  private async readElsewhere(): Promise<ReadonlySet<string>> {
    const elsewhere = await this.locks.heldElsewhere();
    this.patch({ elsewhere });
    return elsewhere;
  }

  /** A run of stage 2 begins from a policy, which its first snapshot holds. */
  private tellWithoutPolicy({ id, name }: KeptRun): void {
    this.locks.release(id);
    this.lab.office.notify(
      `“${name}” was closed before its first snapshot, so the policy that it began from is not with it. Fine-tune that policy again.`,
    );
  }

  private tellReadOnly(run: KeptRun): void {
    this.lab.office.notify(`“${run.name}” is open in another tab, so it can only be read here.`, {
      tone: 'news',
      actions: [{ label: 'Go on here when that tab closes', act: () => void this.waitFor(run.id) }],
    });
  }

  /** Goes on with a run as soon as the tab that has it lets go. */
  private async waitFor(id: string): Promise<void> {
    this.takeOver?.abort();
    const waiting = new AbortController();
    this.takeOver = waiting;
    this.lab.office.announce('Waiting for the other tab.');
    try {
      await this.locks.waitFor(id, waiting.signal);
    } catch {
      // Another run is waited for now.
      return;
    }
    await this.room.refresh();
    await this.busy(id, () => this.goOn(id));
  }

  private duplicateAction(id: string) {
    return { actions: [{ label: 'Duplicate', act: () => void this.duplicate(id) }] };
  }

  private get lab(): RunHost {
    return this.room.lab;
  }

  private get keeper(): RunKeeper {
    return this.room.keeper;
  }

  private get locks(): RunLocks {
    return this.room.locks;
  }

  private get storage(): StorageWorker {
    return this.room.storage();
  }

  private get state(): RunsState {
    return this.room.store.getState();
  }

  private patch(change: Partial<RunsState>): void {
    this.room.store.setState(change);
  }

  private find(id: string): KeptRun {
    const run = this.state.runs.find((candidate) => candidate.id === id);
    if (!run) throw new Error('This run is not kept any more: it was deleted.');
    return run;
  }

  private async busy(id: string, work: () => Promise<void>): Promise<void> {
    if (this.state.busyId !== null) return;
    this.patch({ busyId: id });
    await this.lab.office.attempt(work());
    this.patch({ busyId: null });
  }
}

/** The view that shows a run of its stage */
const viewOf = (experiment: Experiment) => (isFinetuning(experiment) ? 'finetune' : 'lab');
