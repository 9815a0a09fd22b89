/**
 * @file Two runs side by side. A is the lab's own; B is a second desk with workers of its own, made when it is first
 * needed, whose experiment is A's form with a few changes. From the same seed both begin with the same weights and see
 * the same batches and noise, as far as their settings allow it.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { differingSettings, type Experiment } from '../../core/experiment/experiment.ts';
import type { RunRecord } from '../../core/experiment/records.ts';
import type { SettingKey } from '../../core/experiment/settings.ts';
import type { BackendReport, SnapshotUpdate } from '../../workers/training/protocol.ts';
import type { AddressContent } from '../address.ts';
import type { AddressBar } from '../addressBar.ts';
import { type Draft, type DraftTexts, readDraft } from '../draft.ts';
import { initialState, type LabState } from '../labState.ts';
import { type Office, type Voice, voiceOf } from '../office.ts';
import type { RunDesk } from '../runDesk.ts';
import type { RunObserver } from '../runObserver.ts';
import type { Transport } from '../transport.ts';
import { initialPair, movingSides, type PairState, type Side, sideNames } from './pairState.ts';
import { RivalForm } from './rivalForm.ts';
import { sayChanges } from './sayChanges.ts';

export interface PairOptions {
  /** The lab's own run */
  readonly a: PairHost;
  readonly address: AddressBar;
  /** Makes B's place: workers of its own, no say over the live robot */
  openDesk(store: StoreApi<LabState>, voice: Voice): RunDesk;
}

/** What the pair needs of the lab */
export interface PairHost extends Transport {
  readonly store: StoreApi<LabState>;
  readonly office: Office;
  edit(key: SettingKey, text: string | null): void;
  showRecorded(name: string, experiment: Experiment, records: readonly RunRecord[]): void;
  /** Resolves with the backend that A trains on, tested. Rejects where there is none. */
  backendReport(): Promise<BackendReport>;
}

export class Pair implements Transport {
  readonly store: StoreApi<PairState> = createStore(() => initialPair);
  /** What the panels of each side are drawn from */
  readonly shown: Readonly<Record<Side, StoreApi<LabState>>>;
  private readonly b: StoreApi<LabState> = createStore(() => initialState);
  private readonly observers = new Set<RunObserver>();
  private readonly form: RivalForm;
  private desk: RunDesk | null = null;

  constructor(private readonly options: PairOptions) {
    const { a, address } = options;
    this.shown = { a: a.store, b: this.b };
    this.form = new RivalForm({ pair: this.store, a: a.store, b: this.b, address });
    a.store.subscribe((state) => this.follow(state));
    this.follow(a.store.getState());
  }

  get state(): PairState {
    return this.store.getState();
  }

  /** A side's form: for B, A's with the changes. */
  draft(side: Side): Draft {
    const { draft, scenes, preset } = this.shown[side].getState();
    return readDraft(draft, scenes, preset);
  }

  /** What a side shows: its run, its record, or what its form would start. */
  experiment(side: Side): Experiment {
    const { run, recorded } = this.shown[side].getState();
    return run?.experiment ?? recorded?.experiment ?? this.draft(side).experiment;
  }

  /** The settings in which what the two sides show differs. */
  differences(): SettingKey[] {
    return differingSettings(this.experiment('a'), this.experiment('b'));
  }

  /** What B sets otherwise, where it is valid: what a link says of it. */
  get validChanges(): AddressContent['rival'] {
    return this.form.validChanges;
  }

  /** What B sets otherwise, valid or not; null: as A has it. */
  change(key: SettingKey, text: string | null): void {
    this.form.change(key, text);
  }

  /** All that B sets otherwise, in place of what it did. */
  setChanges(changes: DraftTexts): void {
    this.form.setChanges(changes);
  }

  /** Starts the sides that have no run and goes on with those that stand still, the frozen one aside. */
  play(): Promise<void> {
    return this.move('play');
  }

  /** One optimiser step of each side, the frozen one aside. */
  step(): Promise<void> {
    return this.move('step');
  }

  async pause(): Promise<void> {
    await Promise.all(this.moving.map((side) => this.pauseSide(side)));
  }

  /** Back to before the first step, with the settings of the forms, the frozen side aside. */
  async reset(): Promise<void> {
    await Promise.all(this.moving.map((side) => this.resetSide(side)));
  }

  /** One side back to before the first step, frozen or not. */
  async resetSide(side: Side): Promise<void> {
    const { run, recorded } = this.shown[side].getState();
    if (!run && !recorded) return;
    await (side === 'a' ? this.options.a.reset() : this.open().reset());
  }

  /** Another seed for both forms, and back to before the first step, the frozen side aside. */
  async newSeed(seed: number): Promise<void> {
    const { a } = this.options;
    a.edit('seed', String(seed));
    await this.reset();
    a.office.announce(`Seed ${seed}.`);
  }

  async setSlowMotion(slowMotion: boolean): Promise<void> {
    const { a } = this.options;
    const slowB = this.desk ? a.office.attempt(this.desk.setSlowMotion(slowMotion)) : null;
    await Promise.all([a.setSlowMotion(slowMotion), slowB]);
  }

  /** A side stands still, as a reference for the other; null: both move again. */
  async freeze(side: Side | null): Promise<void> {
    this.store.setState({ frozen: side });
    if (side) await this.pauseSide(side);
  }

  /** Draws what was recorded of a kept run on one side, frozen: what the other side is compared with. */
  async showReference(side: Side, name: string, experiment: Experiment, records: readonly RunRecord[]): Promise<void> {
    await this.resetSide(side);
    this.store.setState({ frozen: side });
    if (side === 'a') this.options.a.showRecorded(name, experiment, records);
    else this.open().showRecorded(name, experiment, records);
  }

  /** Puts B away: its run is kept under Runs, its workers end, and what it sets otherwise stays. */
  async leave(): Promise<void> {
    const { desk } = this;
    if (!desk) return;
    await this.resetSide('b');
    // It may have been put away meanwhile.
    if (this.desk !== desk) return;
    this.close();
    this.store.setState({ frozen: null });
  }

  /** Tells what B's run does to someone who keeps it. */
  observeRuns(observer: RunObserver): () => void {
    this.observers.add(observer);
    const leave = this.desk?.observe(observer);
    return () => {
      this.observers.delete(observer);
      leave?.();
    };
  }

  /** B's whole state as it is now; null where there is none */
  async takeSnapshot(): Promise<SnapshotUpdate | null> {
    return this.desk?.takeSnapshot() ?? null;
  }

  /** B is kept under this id, also after a recovery. */
  keepRunAs(id: string): void {
    this.desk?.keepAs(id);
  }

  /** What tells a side's run from the other's in its name; null where there is but one run. */
  nameOf(side: Side): string | null {
    if (!this.state.isOpen) return null;
    return side === 'a' ? 'A' : ['B', sayChanges(this.experiment('b'), this.differences())].filter(Boolean).join(': ');
  }

  /** The page is hidden, and may be dropped. */
  async keepState(): Promise<void> {
    await this.desk?.keepState();
  }

  dispose(): void {
    this.close();
  }

  private get moving(): readonly Side[] {
    return movingSides(this.state);
  }

  private async move(how: 'play' | 'step'): Promise<void> {
    const moving = this.moving.filter((side) => {
      const { run } = this.shown[side].getState();
      return !run || run.phase === 'paused';
    });
    const problem = this.problemOf(moving.filter((side) => !this.shown[side].getState().run));
    if (problem) {
      this.options.a.office.notify(
        `Neither run was started. ${problem}. Correct the marked field, or bring its default back.`,
      );
      return;
    }
    // B is open before A begins: a run says under which name it is kept when it begins.
    if (moving.includes('b')) this.open();
    await Promise.all(moving.map((side) => (side === 'a' ? this.options.a[how]() : this.moveB(how))));
  }

  /** Why the sides cannot begin; null where they can */
  private problemOf(beginning: readonly Side[]): string | null {
    for (const side of beginning) {
      const [problem] = Object.values(this.draft(side).problems);
      if (problem) return `${sideNames[side]}: ${problem}`;
    }
    return null;
  }

  private async moveB(how: 'play' | 'step'): Promise<void> {
    const desk = this.open();
    const { office } = this.options.a;
    if (this.b.getState().run) return office.attempt(desk[how]());
    desk.shareBackend(this.options.a.backendReport());
    await desk.start({ ...this.draft('b').experiment, stage: 'pretrain' }, how);
  }

  private async pauseSide(side: Side): Promise<void> {
    const { a } = this.options;
    const phase = this.shown[side].getState().run?.phase;
    if (phase !== 'training' && phase !== 'starting') return;
    await (side === 'a' ? a.pause() : a.office.attempt(this.open().pause()));
  }

  private open(): RunDesk {
    if (this.desk) return this.desk;
    const { a, openDesk } = this.options;
    const desk = openDesk(
      this.b,
      voiceOf(a.office, () => `${sideNames.b}: `),
    );
    this.desk = desk;
    for (const observer of this.observers) desk.observe(observer);
    if (a.store.getState().slowMotion) void a.office.attempt(desk.setSlowMotion(true));
    this.store.setState({ isOpen: true });
    return desk;
  }

  private close(): void {
    this.desk?.dispose();
    this.desk = null;
    this.b.setState(initialState);
    this.form.fill();
    this.follow(this.options.a.store.getState());
    this.store.setState({ isOpen: false });
  }

  /** B is as fast or slow as A, and its backend is A's until it has its own. */
  private follow({ slowMotion, backend }: LabState): void {
    const known = this.b.getState();
    if (known.slowMotion !== slowMotion) this.b.setState({ slowMotion });
    if (!this.desk && known.backend !== backend) this.b.setState({ backend });
  }
}
