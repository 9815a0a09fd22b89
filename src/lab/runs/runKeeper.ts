/**
 * @file Keeps the run on the page, by itself: a card, its records in chunks, its snapshots in two slots.
 *
 * Training never waits for it. What cannot be written stays in memory and is tried again; where the disk is full the
 * person is told once, and saving goes on when there is space.
 */
import type { Experiment } from '../../core/experiment/experiment.ts';
import type { KeptRun } from '../../core/experiment/keptRun.ts';
import type { RunRecord } from '../../core/experiment/records.ts';
import { isFinetuning } from '../../core/experiment/stage.ts';
import type { SnapshotUpdate } from '../../workers/training/protocol.ts';
import type { RunPhase } from '../labState.ts';
import type { StorageWorker } from '../labWorkers.ts';
import type { RunBeginning, RunObserver } from '../runObserver.ts';
import { KeptCopy } from './keptCopy.ts';
import { cardOf } from './newRun.ts';

export interface RunKeeperOptions {
  storage(): Pick<StorageWorker, 'call'>;
  /** Name and colour of a run that begins now */
  christen(beginning: RunBeginning): Pick<KeptRun, 'name' | 'colour'>;
  /** The run is to be kept under this id: no other tab may write it. */
  began(run: KeptRun): void;
  /** Its card has changed in storage. */
  saved(run: KeptRun): void;
  /** Nothing more of it will be written. */
  ended(id: string): void;
  /** Why saving stopped; null where it goes on. Called once for each change. */
  savingStopped(problem: Error | null): void;
  takeSnapshot(): Promise<SnapshotUpdate | null>;
  clock(): number;
}

/**
 * The step up to which records stay when a run goes on from a step. In stage 1 a run records its first representation
 * whenever it begins at step 0, also when it goes on from there; in stage 2 the snapshot of step 0 goes on after it.
 */
export const keptUpTo = (step: number, experiment: Pick<Experiment, 'stage'>): number =>
  step === 0 && !isFinetuning(experiment) ? -1 : step;

/** A moment's rest between writes: each is a transaction on a disk. */
const restMilliseconds = 1000;
const snapshotRestMilliseconds = 2000;
const retryMilliseconds = 10_000;

export class RunKeeper implements RunObserver {
  private current: KeptCopy | null = null;
  /** A run that is about to be taken up again */
  private expected: { readonly run: KeptRun; readonly nextChunk: number } | null = null;
  /** A run's first records come before word of its beginning does. */
  private early: RunRecord[] = [];
  private timer: ReturnType<typeof setTimeout> | null = null;
  private work: Promise<void> = Promise.resolve();
  private problem: Error | null = null;
  private lastSnapshotTime = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: RunKeeperOptions) {}

  get activeId(): string | null {
    return this.current?.id ?? null;
  }

  /** The next run to begin is this one, and goes on being kept. */
  expect(run: KeptRun, nextChunk: number): void {
    this.expected = { run, nextChunk };
  }

  /** What is not in storage of the run on the page, for a file that is to be whole. */
  get unsaved(): { run: KeptRun; records: readonly RunRecord[]; snapshot: SnapshotUpdate | null } | null {
    const { current } = this;
    if (!current) return null;
    return { run: { ...current.run, ...current.change() }, records: current.unsaved, snapshot: current.snapshot };
  }

  runBegan(beginning: RunBeginning): void {
    const { continues } = beginning;
    if (continues !== null && continues === this.current?.id) return;
    const { expected } = this;
    this.expected = null;
    this.end();
    if (expected && expected.run.id === continues) {
      this.current = new KeptCopy(expected.run, expected.nextChunk, this.options.clock);
      this.current.isCreated = true;
      this.current.savedSnapshotStep = expected.run.snapshotStep;
    } else {
      this.current = new KeptCopy(this.newRun(beginning), 0, this.options.clock);
    }
    for (const record of this.early.splice(0)) this.current.add(record);
    this.options.began(this.current.run);
    this.schedule(0);
  }

  runRecorded(record: RunRecord): void {
    if (!this.current) {
      this.early.push(record);
      return;
    }
    this.current.add(record);
    this.schedule();
  }

  snapshotTaken(update: SnapshotUpdate): void {
    if (!this.current) return;
    this.current.snapshot = update;
    this.current.step = Math.max(this.current.step, update.step);
    this.schedule();
  }

  runRewound(step: number): void {
    const { current } = this;
    if (!current) return;
    const kept = keptUpTo(step, current.run.experiment);
    current.rewind(kept);
    this.enqueue(async () => {
      if (current.isCreated) await this.options.storage().call('rewind', { id: current.id, step: kept });
    });
  }

  runPhase(phase: RunPhase, message: string | null): void {
    if (phase === 'starting') {
      if (!this.current) this.early = [];
      return;
    }
    const { current } = this;
    if (!current) return;
    current.enter(phase, message);
    if (phase === 'paused') void this.saveNow();
    else this.schedule(phase === 'training' ? restMilliseconds : 0);
  }

  runEnded(): void {
    this.early = [];
    this.end();
  }

  /** Asks for the run's state and writes it with all that waits. Resolves when it was tried. */
  async saveNow(): Promise<void> {
    const { current } = this;
    if (!current) return;
    const update = await this.options.takeSnapshot();
    if (update && !current.isEnded) this.snapshotTaken(update);
    await this.flush();
  }

  /** Writes all that waits, now. Resolves when it was tried. */
  flush(): Promise<void> {
    const { current } = this;
    if (current) this.enqueue(() => this.write(current, true));
    return this.work;
  }

  /** There may be space again. */
  retry(): void {
    if (this.problem) this.schedule(0);
  }

  private end(): void {
    const { current } = this;
    this.current = null;
    if (!current) return;
    current.isEnded = true;
    if (current.phase === 'training') current.enter('paused', current.message);
    this.enqueue(() => this.write(current, true));
    this.work = this.work.then(() => this.options.ended(current.id));
  }

  private schedule(rest = this.problem ? retryMilliseconds : restMilliseconds): void {
    if (this.timer !== null && rest > 0) return;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = null;
      const { current } = this;
      if (current) this.enqueue(() => this.write(current, false));
    }, rest);
  }

  /** One write at a time, in order. A failure is told, and tried again later. */
  private enqueue(write: () => Promise<void> | void): void {
    this.work = this.work.then(write).then(
      () => this.tell(null),
      (error: Error) => {
        // Another worker is on its way: nothing is lost, and there is nothing to tell.
        if (error.name !== 'WorkerDiedError') this.tell(error);
        this.schedule(retryMilliseconds / (error.name === 'WorkerDiedError' ? 10 : 1));
      },
    );
  }

  /** Records before the snapshot: a snapshot's run has everything up to its step. */
  private async write(current: KeptCopy, isForced: boolean): Promise<void> {
    const storage = this.options.storage();
    const { id } = current;
    if (!current.isCreated) {
      await storage.call('create', { ...current.run, ...current.change() });
      current.isCreated = true;
    }
    let saved: KeptRun | null = null;
    for (let chunk = current.takeChunk(); chunk; chunk = current.takeChunk()) {
      const { number, records } = chunk;
      saved = await storage.call('append', { id, chunk: number, records, change: current.change() });
      current.wrote();
    }
    const { snapshot } = current;
    if (snapshot && snapshot.step !== current.savedSnapshotStep) {
      const rest = this.lastSnapshotTime + snapshotRestMilliseconds - this.options.clock();
      if (!isForced && current.phase === 'training' && rest > 0) {
        this.schedule(rest);
      } else {
        const { step, snapshot: bytes } = snapshot;
        saved = await storage.call('saveSnapshot', { id, step, snapshot: bytes });
        this.lastSnapshotTime = this.options.clock();
        current.savedSnapshotStep = step;
      }
    }
    if (!saved || saved.phase !== current.phase || saved.step !== current.step) {
      saved = await storage.call('update', { id, change: current.change() });
    }
    this.options.saved(saved);
  }

  private tell(problem: Error | null): void {
    if ((problem === null) === (this.problem === null)) return;
    this.problem = problem;
    this.options.savingStopped(problem);
  }

  private newRun(beginning: RunBeginning): KeptRun {
    return cardOf(beginning, this.options.christen(beginning), this.options.clock());
  }
}
