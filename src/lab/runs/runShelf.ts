/**
 * @file The shelf of kept runs: what the Runs view shows and does. It owns the storage worker and keeps the run on the
 * page through `RunKeeper`; what it knows is in a store of its own.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type KeptRun, nameLimit, noteLimit, type RunChange } from '../../core/experiment/keptRun.ts';
import { isFinetuning } from '../../core/experiment/stage.ts';
import { type SupervisedWorker, superviseWorker } from '../../workers/rpc/supervisor.ts';
import type { LoadedRun, PolicyFacts } from '../../workers/storage/protocol.ts';
import type { NoticeAction } from '../labState.ts';
import type { StorageWorker } from '../labWorkers.ts';
import type { Side } from '../pair/pairState.ts';
import type { RunBeginning } from '../runObserver.ts';
import type { ComparedRun } from './comparison.ts';
import { defaultName, fileNameOf, nextColour } from './naming.ts';
import { Reopening, type ResumeAnswer } from './reopening.ts';
import type { RivalHost, RunHost, RunPlace, SweepHost } from './runHost.ts';
import { RunKeeper } from './runKeeper.ts';
import { RunLocks } from './runLocks.ts';
import { initialRuns, mostCompared, type RunOrder, type RunsState } from './runsState.ts';
import { readSpace } from './space.ts';
import { Trash } from './trash.ts';

export interface RunShelfOptions {
  /** The part of the lab that runs are taken from and given back to */
  readonly lab: RunHost;
  /** The second of two runs; absent where there is never one */
  readonly rival?: RivalHost;
  /** The run that a sweep trains; absent where there is never one */
  readonly sweep?: SweepHost;
  spawnStorage(): StorageWorker;
  readonly locks?: RunLocks;
  /** Milliseconds since 1970 */
  clock?(): number;
}

/** Where runs are trained on this page: at most one at each */
const places = ['a', 'b', 'sweep'] as const;
type Place = (typeof places)[number];

const idOf = { a: 'activeId', b: 'rivalId', sweep: 'sweepId' } as const satisfies Record<Place, keyof RunsState>;

export class RunShelf {
  readonly store: StoreApi<RunsState> = createStore(() => initialRuns);
  private readonly lab: RunHost;
  private readonly locks: RunLocks;
  private readonly keepers: Readonly<Record<Place, RunKeeper>>;
  private readonly trash: Trash;
  private channel: BroadcastChannel | null = null;
  private readonly clock: () => number;
  private supervised: SupervisedWorker<StorageWorker> | null = null;
  private hasAskedToPersist = false;
  /** The notice that says why saving stopped */
  private savingNotice: number | null = null;
  /** The places whose run is not being saved */
  private readonly savingProblems = new Set<Place>();
  private readonly reopening: Reopening;

  constructor(private readonly options: RunShelfOptions) {
    this.lab = options.lab;
    this.clock = options.clock ?? Date.now;
    this.locks = options.locks ?? new RunLocks();
    this.keepers = { a: this.keeperOf('a'), b: this.keeperOf('b'), sweep: this.keeperOf('sweep') };
    this.trash = new Trash({
      office: this.lab.office,
      update: (id, change) => this.change(id, change),
      purge: (id) => this.purge(id),
      clock: this.clock,
    });
    this.reopening = new Reopening({
      lab: this.lab,
      locks: this.locks,
      keeper: this.keepers.a,
      rival: options.rival,
      store: this.store,
      storage: () => this.storage,
      refresh: () => this.refresh(),
      change: (id, change) => this.change(id, change),
    });
  }

  /**
   * Keeps every run from now on.
   * @param channel to the other tabs of this site; null where the browser has none
   */
  keep(channel: BroadcastChannel | null): void {
    for (const place of places) this.hostOf(place)?.observeRuns(this.keepers[place]);
    this.channel = channel;
    if (channel) channel.onmessage = () => void this.refresh();
  }

  get state(): RunsState {
    return this.store.getState();
  }

  /** Reads the list, and tells of a run that its page was closed on. */
  async start(): Promise<void> {
    await this.refresh();
    await this.trash.empty(this.state.runs);
    this.patch({ runs: this.state.runs.filter((run) => run.deletedAt === null), isLoaded: true });
    await this.reopening.tellOfInterrupted();
  }

  /** Reads the list again: another tab may have written to it. */
  async refresh(): Promise<void> {
    await this.lab.office.attempt(
      (async () => {
        const [{ runs, problems }, storage, elsewhere, space] = await Promise.all([
          this.storage.call('list'),
          this.storage.call('describe'),
          this.locks.heldElsewhere(),
          readSpace(),
        ]);
        const shown = this.state.isLoaded ? runs.filter((run) => run.deletedAt === null) : runs;
        this.patch({ runs: newestFirst(shown), storage, elsewhere, space });
        if (!this.state.isLoaded) for (const problem of problems) this.lab.office.notify(problem);
      })(),
    );
  }

  /** What the page is about to lose is written now. */
  async saveNow(): Promise<void> {
    await Promise.all(places.map((place) => this.keepers[place].saveNow()));
  }

  rename(id: string, name: string): Promise<void> {
    const trimmed = name.trim().slice(0, nameLimit);
    return trimmed ? this.edit(id, { name: trimmed }) : Promise.resolve();
  }

  annotate(id: string, note: string): Promise<void> {
    return this.edit(id, { note: note.slice(0, noteLimit) });
  }

  paint(id: string, colour: number): Promise<void> {
    return this.edit(id, { colour });
  }

  /** Gone from the list at once, and from the disk when it can no longer be brought back. */
  async remove(id: string): Promise<void> {
    await this.lab.office.attempt(
      (async () => {
        await this.endHere(id);
        const run = this.state.runs.find((candidate) => candidate.id === id);
        if (!run) return;
        this.patch({ runs: this.state.runs.filter((other) => other.id !== id) });
        this.choose(id, false);
        await this.trash.add(run);
      })(),
    );
  }

  /** Shows what was recorded of a run; the one on the page is brought to the front. */
  open(id: string): Promise<void> {
    return this.reopening.open(id);
  }

  /** Shows what was recorded of a run beside the other side, as a reference that stands still. */
  openBeside(id: string, side: Side): Promise<void> {
    return this.reopening.openBeside(id, side);
  }

  /** Takes a run up again where it stands; asks first where its numbers may come out differently. */
  resume(id: string): Promise<void> {
    return this.reopening.resume(id);
  }

  /** Answers the question whether to go on although the numbers may differ. */
  answer(answer: ResumeAnswer): Promise<void> {
    return this.reopening.answer(answer);
  }

  /** Fills the form with a run's settings, to train it again with a change. */
  duplicate(id: string): Promise<void> {
    return this.reopening.duplicate(id);
  }

  forgetChange(): void {
    this.patch({ changeOf: null });
  }

  /** A run as one file, with what is not in storage yet where it is the one on the page. Null where it failed, and was told. */
  async pack(id: string, withSnapshot = true): Promise<{ name: string; bytes: Uint8Array } | null> {
    let packed: { name: string; bytes: Uint8Array } | null = null;
    await this.lab.office.attempt(
      (async () => {
        const keeper = places.map((place) => this.keepers[place]).find(({ activeId }) => activeId === id);
        await keeper?.saveNow();
        const unsaved = keeper?.unsaved ?? null;
        const bytes = await this.storage.call('pack', { id, withSnapshot, unsaved });
        const run = this.state.runs.find((candidate) => candidate.id === id) ?? unsaved?.run;
        packed = { name: fileNameOf(run ?? { name: '' }), bytes };
      })(),
    );
    return packed;
  }

  /** Keeps the runs in files. @param read gives a file's bytes, or rejects where it is too large */
  async takeIn(files: readonly { readonly name: string; read(): Promise<Uint8Array> }[]): Promise<void> {
    const taken: KeptRun[] = [];
    for (const file of files) {
      await this.lab.office.attempt(
        (async () => {
          const bytes = await file.read();
          const transfer = [bytes.buffer as ArrayBuffer];
          const run = await this.storage.call('adopt', { name: file.name, bytes }, { transfer });
          this.receive(run);
          taken.push(run);
        })(),
      );
    }
    const [first] = taken;
    if (!first) return;
    const what = taken.length === 1 ? `“${first.name}” was` : `${taken.length} runs were`;
    const open = { label: 'Open', act: () => void this.open(first.id) };
    this.lab.office.notify(`${what} taken in.`, { tone: 'news', actions: taken.length === 1 ? [open] : [] });
    await this.refresh();
  }

  /** One measure of several runs; a run that cannot be read is told and left out. */
  async compare(ids: readonly string[], measure: string): Promise<ComparedRun[]> {
    const compared = await Promise.all(
      ids.map((id) =>
        this.storage.call('measure', { id, measure }).catch((error: Error) => {
          this.lab.office.notify(error.message);
          return null;
        }),
      ),
    );
    return compared.filter((run) => run !== null);
  }

  /** Reads a file without keeping the run in it. */
  unpack(name: string, bytes: Uint8Array): Promise<LoadedRun> {
    return this.storage.call('unpack', { name, bytes });
  }

  /** The policy of a stage 1 run as it was kept last, and what made it. */
  policyOf(id: string): Promise<{ readonly policy: Uint8Array } & PolicyFacts> {
    return this.storage.call('policy', { id });
  }

  /** What a policy file says of itself. Rejects where it is none. */
  readPolicy(name: string, bytes: Uint8Array): Promise<PolicyFacts> {
    return this.storage.call('readPolicy', { name, bytes });
  }

  /** The run on the page is paused, kept and taken off it. */
  putAway(): Promise<void> {
    return this.reopening.putAway();
  }

  choose(id: string, isChosen: boolean): void {
    const others = this.state.chosen.filter((other) => other !== id);
    if (isChosen && others.length >= mostCompared) {
      this.lab.office.notify(`${mostCompared} runs are compared at most. Take one out first.`, { tone: 'news' });
      return;
    }
    this.patch({ chosen: isChosen ? [...others, id] : others });
  }

  chooseNone(): void {
    this.patch({ chosen: [] });
  }

  sort(order: RunOrder): void {
    this.patch({ order });
  }

  dispose(): void {
    this.trash.dispose();
    this.channel?.close();
    this.supervised?.dispose();
  }

  /** Begins with the first request: the page's first frame does not wait for it. */
  private get storage(): StorageWorker {
    this.supervised ??= superviseWorker({
      create: () => this.options.spawnStorage(),
      onStart: (_, respawn) => respawn > 0 && this.retrySaving(),
      onRespawn: (error) =>
        this.lab.office.notify(
          `The storage worker: ${error.message}. A new one has taken its place; nothing was lost.`,
        ),
      onFailure: (error) =>
        this.lab.office.notify(
          `The storage worker: ${error.message} Training goes on, but runs are not saved. Reload.`,
        ),
    });
    return this.supervised.client;
  }

  private hostOf(place: Place): RunPlace | undefined {
    if (place === 'a') return this.lab;
    return place === 'b' ? this.options.rival : this.options.sweep;
  }

  private keeperOf(place: Place): RunKeeper {
    return new RunKeeper({
      storage: () => this.storage,
      christen: (beginning) => this.christen(beginning, place),
      began: (run) => this.begin(run, place),
      saved: (run) => this.receive(run),
      ended: (id) => this.leave(id, place),
      savingStopped: (problem) => this.tellOfSaving(problem, place),
      takeSnapshot: async () => (await this.hostOf(place)?.takeSnapshot()) ?? null,
      clock: this.clock,
    });
  }

  private christen({ experiment }: RunBeginning, place: Place): Pick<KeptRun, 'name' | 'colour'> {
    const { rival, sweep } = this.options;
    const title = this.lab.store.getState().scenes.find(({ id }) => id === experiment.scene)?.title ?? experiment.scene;
    const stage = isFinetuning(experiment) ? 'fine-tuned' : null;
    const part = (place === 'sweep' ? sweep?.nameOf(experiment) : rival?.nameOf(place)) ?? stage;
    return {
      name: defaultName(experiment, title, new Date(this.clock()), part),
      colour: nextColour(this.state.runs),
    };
  }

  private begin(run: KeptRun, place: Place): void {
    void this.locks.hold(run.id);
    this.hostOf(place)?.keepRunAs(run.id);
    const others = this.state.runs.filter(({ id }) => id !== run.id);
    this.patch({ runs: newestFirst([run, ...others]), [idOf[place]]: run.id });
    if (place === 'a') this.patch({ changeOf: null });
    if (!this.hasAskedToPersist) void this.askToPersist();
  }

  /** The browser may refuse; what is kept is then kept as long as it likes. */
  private async askToPersist(): Promise<void> {
    this.hasAskedToPersist = true;
    await globalThis.navigator?.storage?.persist?.().catch(() => false);
    this.patch({ space: await readSpace() });
  }

  private leave(id: string, place: Place): void {
    this.locks.release(id);
    if (this.keepers[place].activeId === null) {
      this.patch({ [idOf[place]]: null });
      this.savingProblems.delete(place);
      if (this.savingProblems.size === 0) this.patch({ savingProblem: null });
    }
    this.channel?.postMessage(id);
    void readSpace().then((space) => this.patch({ space }));
  }

  /** A card as storage has it now. */
  private receive(run: KeptRun): void {
    const known = this.state.runs.find(({ id }) => id === run.id);
    if (known && JSON.stringify(known) === JSON.stringify(run)) return;
    const others = this.state.runs.filter(({ id }) => id !== run.id);
    this.patch({ runs: newestFirst(run.deletedAt === null ? [run, ...others] : others) });
    if (known?.phase !== run.phase || known?.name !== run.name) this.channel?.postMessage(run.id);
  }

  private async edit(id: string, change: RunChange): Promise<void> {
    await this.lab.office.attempt(this.change(id, change));
  }

  private async change(id: string, change: RunChange): Promise<void> {
    this.receive(await this.storage.call('update', { id, change }));
    this.channel?.postMessage(id);
  }

  private async purge(id: string): Promise<void> {
    await this.storage.call('purge', { id });
    this.patch({ space: await readSpace() });
    this.channel?.postMessage(id);
    this.retrySaving();
  }

  private retrySaving(): void {
    for (const place of places) this.keepers[place].retry();
  }

  /** A run that is about to be deleted is ended first, where it is on this page. */
  private async endHere(id: string): Promise<void> {
    if (id === this.keepers.a.activeId) await this.reopening.putAway('silently');
    if (id === this.keepers.b.activeId) await this.options.rival?.resetSide('b');
    else if (id === this.keepers.sweep.activeId) await this.options.sweep?.cancel();
    else return;
    await Promise.all([this.keepers.b.flush(), this.keepers.sweep.flush()]);
  }

  private tellOfSaving(problem: Error | null, place: Place): void {
    const wereThere = this.savingProblems.size > 0;
    if (problem) this.savingProblems.add(place);
    else this.savingProblems.delete(place);
    // All runs share one disk: what keeps them from being saved is told once.
    if (wereThere === this.savingProblems.size > 0) return;
    this.patch({ savingProblem: problem?.message ?? null });
    if (this.savingNotice !== null) this.lab.office.dismiss(this.savingNotice);
    this.savingNotice = null;
    if (!problem) {
      this.lab.office.notify('There is space again: the run on this page is being saved.', { tone: 'news' });
      return;
    }
    const isFull = problem.name === 'StorageFullError';
    const what = isFull
      ? 'The space for kept runs is used up'
      : `The run cannot be saved: ${problem.message.replace(/\.$/, '')}`;
    const id = this.keepers[place].activeId;
    const free: NoticeAction = { label: 'Free space', act: () => this.showLargest() };
    const download: NoticeAction = { label: 'Download this run', act: () => id && this.onDownload(id) };
    this.savingNotice = this.lab.office.notify(
      `${what}. Training goes on, and what is new waits in memory; saving goes on by itself when there is space.`,
      { actions: [...(isFull ? [free] : []), ...(id ? [download] : [])] },
    );
  }

  /** How the page gives a person a file; set by the page, which has the means. */
  onDownload: (id: string) => void = () => undefined;

  private showLargest(): void {
    this.patch({ order: 'largest' });
    this.lab.display.setView('runs');
  }

  private patch(change: Partial<RunsState>): void {
    this.store.setState(change);
  }
}

function newestFirst(runs: readonly KeptRun[]): KeptRun[] {
  return [...runs].sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
}
