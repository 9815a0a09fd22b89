import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { embeddingRecord, experiment, keptRun, lossRecord } from '../../core/experiment/runFixture.ts';
import type { RpcClient } from '../../workers/rpc/client.ts';
import { WorkerDiedError } from '../../workers/rpc/errors.ts';
import type { StorageService } from '../../workers/storage/protocol.ts';
import type { BackendReport, RunFacts, SnapshotUpdate } from '../../workers/training/protocol.ts';
import { initialState, type LabState, type RunPhase } from '../labState.ts';
import type { StorageWorker } from '../labWorkers.ts';
import { Office } from '../office.ts';
import type { RunObserver } from '../runObserver.ts';
import { versions } from '../versions.ts';
import type { RunHost } from './runHost.ts';
import type { RunLocks } from './runLocks.ts';
import { RunShelf } from './runShelf.ts';
import { StorageStand } from './storageStand.ts';

const facts = {
  ...{ step: 0, parameters: 5, parent: null },
  demonstrationsHash: keptRun.origin.demonstrationsHash,
} as unknown as RunFacts;
const report = {
  backend: 'wasm',
  adapter: null,
  candidates: [{ backend: 'cpu', problem: null }],
} as never as BackendReport;

let storage: StorageStand;
let observer: Required<RunObserver>;
let lab: RunHost;
let shelf: RunShelf;
let elsewhere: Set<string>;
let opened: unknown[];

function openShelf() {
  const store = createStore<LabState>(() => ({ ...initialState, backend: { ...initialState.backend, report } }));
  opened = [];
  lab = {
    store,
    office: new Office(store),
    display: { setView: () => undefined },
    observeRuns: (given: RunObserver) => {
      observer = given as Required<RunObserver>;
      return () => undefined;
    },
    takeSnapshot: async () => ({ step: 2, snapshot: new Uint8Array([2]) }),
    keepRunAs: vi.fn(),
    adopt: vi.fn(),
    showRecorded: vi.fn(),
    evaluate: vi.fn(async () => undefined),
    play: vi.fn(async () => undefined),
    reset: async () => store.setState({ run: null }),
    openRun: async (...said: unknown[]) => {
      opened.push(said);
      const step = (said[2] as { snapshot: SnapshotUpdate }).snapshot.step;
      store.setState({ run: { experiment, facts: { ...facts, step }, phase: 'paused', message: null } });
      observer.runBegan({
        experiment,
        facts: { ...facts, step },
        backend: report,
        continues: keptRun.id,
        parent: null,
      });
    },
  } as never as RunHost;
  const locks = {
    hold: async (id: string) => !elsewhere.has(id),
    release: () => undefined,
    heldElsewhere: async () => elsewhere,
  } as never as RunLocks;
  const worker = { call: storage.call.bind(storage), on: () => () => undefined, onDeath: () => () => undefined };
  shelf = new RunShelf({
    lab,
    locks,
    clock: () => Date.now(),
    spawnStorage: () => ({ ...worker, dispose: () => undefined }) as never as RpcClient<StorageService> & StorageWorker,
  });
  shelf.keep(null);
}

const settle = (milliseconds = 3000) => vi.advanceTimersByTimeAsync(milliseconds);
const begin = () => {
  observer.runPhase('starting', null);
  observer.runRecorded(embeddingRecord(0));
  observer.runPhase('paused', null);
  observer.runBegan({ experiment, facts, backend: report, continues: null, parent: null });
};
const phase = (name: RunPhase) => observer.runPhase(name, null);
const messages = () => lab.store.getState().notices.map(({ message }) => message);
const act = (label: string) => {
  const actions = lab.store.getState().notices.flatMap((notice) => notice.actions);
  actions.find((action) => action.label === label)!.act();
};
/** A run that is kept and can go on from step 4 */
const keep = (change = {}) => {
  const origin = { ...keptRun.origin, versions };
  storage.runs.set(keptRun.id, { ...keptRun, origin, step: 6, snapshotStep: 4, ...change });
  storage.snapshot = { step: 4, snapshot: new Uint8Array([4]) };
};

beforeEach(() => {
  vi.useFakeTimers();
  storage = new StorageStand();
  elsewhere = new Set();
  openShelf();
});
afterEach(() => {
  shelf.dispose();
  vi.useRealTimers();
});

test('a run is kept by itself from its first record on, with its seeds, data, versions and backend', async () => {
  begin();
  phase('training');
  for (const step of [1, 2, 3]) {
    observer.runRecorded(lossRecord(step));
    await settle(1000);
  }
  const [run] = storage.runs.values();
  expect(run).toMatchObject({ phase: 'training', step: 3, experiment });
  expect(run.origin).toMatchObject({ backend: 'wasm', demonstrationsHash: facts.demonstrationsHash, versions });
  expect(run.trainingSeconds).toBeGreaterThan(0);
  expect(run.name).toMatch(/^lift · seed 3 · \d\d:\d\d$/);
  const kept = [...storage.chunks.values()].flat();
  expect(kept.map(({ step }) => step)).toEqual([0, 1, 2, 3]);
  expect(lab.keepRunAs).toHaveBeenCalledWith(run.id);
});

test('a paused run is saved as it stands', async () => {
  begin();
  phase('training');
  await settle();
  phase('paused');
  await settle(10);
  expect(storage.snapshot).toMatchObject({ step: 2 });
  expect([...storage.runs.values()][0]).toMatchObject({ phase: 'paused', step: 2 });
});

test('snapshots that come fast are written every two seconds, the newest of them', async () => {
  begin();
  phase('training');
  await settle();
  for (let step = 10; step <= 60; step++) {
    observer.snapshotTaken({ step, snapshot: new Uint8Array([step]) });
    await settle(100);
  }
  expect(storage.count('saveSnapshot')).toBeLessThanOrEqual(4);
  await settle();
  expect(storage.snapshot?.step).toBe(60);
});

test('on a full disk training is told once, nothing is lost, and saving goes on when there is space', async () => {
  begin();
  phase('training');
  await settle();
  storage.failure = Object.assign(new Error('no space'), { name: 'StorageFullError' });
  for (let step = 1; step <= 30; step++) {
    observer.runRecorded(lossRecord(step));
    await settle(1000);
  }
  expect(messages()).toHaveLength(1);
  expect(messages()[0]).toContain('Training goes on');
  expect(shelf.state.savingProblem).not.toBeNull();
  act('Free space');
  expect(shelf.state.order).toBe('largest');
  storage.failure = null;
  await settle(11_000);
  const steps = [...storage.chunks.values()].flat().map(({ step }) => step);
  expect(steps).toEqual(Array.from({ length: 31 }, (_, step) => step));
  expect(shelf.state.savingProblem).toBeNull();
});

test('a storage worker that dies costs nothing: the same chunk is written again', async () => {
  begin();
  await settle();
  storage.failure = new WorkerDiedError('gone');
  observer.runRecorded(lossRecord(1));
  await settle(1500);
  storage.failure = null;
  await settle();
  const appended = storage.calls
    .filter(({ name }) => name === 'append')
    .map(({ input }) => (input as { chunk: number }).chunk);
  expect(appended.slice(-2)).toEqual([1, 1]);
  expect(storage.chunks.get(1)).toEqual([lossRecord(1)]);
  expect(messages()).toEqual([]);
});

test('after a recovery the run goes on under its id, and what came after the snapshot is dropped', async () => {
  begin();
  phase('training');
  observer.runRecorded(lossRecord(1));
  await settle();
  const [id] = storage.runs.keys();
  observer.runRecorded(lossRecord(5));
  observer.runRewound(4);
  observer.runBegan({ experiment, facts: { ...facts, step: 4 }, backend: report, continues: id, parent: null });
  observer.runRecorded(lossRecord(5, 0.25));
  await settle();
  expect(storage.runs.size).toBe(1);
  expect(storage.calls.find(({ name }) => name === 'rewind')?.input).toEqual({ id, step: 4 });
  expect([...storage.chunks.values()].flat().at(-1)).toEqual(lossRecord(5, 0.25));
});

test('a run that its page was closed on is found again, and goes on from its snapshot', async () => {
  keep({ phase: 'training' });
  await shelf.start();
  expect(messages()).toEqual(['Your run “Lift · seed 3” stopped at step 6 when the page closed.']);
  act('Resume');
  await settle();
  expect(opened).toHaveLength(1);
  expect(opened[0]).toMatchObject([experiment, [], { id: keptRun.id, snapshot: { step: 4 } }, 'stand']);
  expect(lab.play).toHaveBeenCalled();
  expect(shelf.state.activeId).toBe(keptRun.id);
  observer.runRecorded(lossRecord(7));
  await settle();
  expect([...storage.chunks.keys()]).toEqual([7]);
});

test('a run that another tab has is no run that was cut off, and can only be read', async () => {
  keep({ phase: 'training' });
  elsewhere.add(keptRun.id);
  await shelf.start();
  expect(messages()).toEqual([]);
  await shelf.resume(keptRun.id);
  expect(opened).toEqual([]);
  expect(messages()[0]).toContain('open in another tab, so it can only be read here');
});

test('where backend or versions differ it asks first, and offers the backend that makes it exact', async () => {
  keep({ origin: { ...keptRun.origin, versions, backend: 'cpu' } });
  await shelf.start();
  await shelf.resume(keptRun.id);
  expect(opened).toEqual([]);
  expect(shelf.state.question).toMatchObject({
    differences: [{ what: 'backend', before: 'cpu', now: 'wasm' }],
    exactBackend: 'cpu',
  });
  await shelf.answer('anyway');
  expect(opened).toHaveLength(1);
});

test('a run whose snapshots are both damaged does not begin again by itself', async () => {
  keep();
  storage.snapshot = null;
  await shelf.start();
  await shelf.resume(keptRun.id);
  expect(opened).toEqual([]);
});

test('a deleted run comes back with Undo, and is swept away without', async () => {
  keep();
  await shelf.start();
  await shelf.remove(keptRun.id);
  expect(shelf.state.runs).toEqual([]);
  act('Undo');
  await settle(20_000);
  expect(shelf.state.runs).toHaveLength(1);
  await shelf.remove(keptRun.id);
  await settle(11_000);
  expect(storage.runs.size).toBe(0);
});

test('a deletion outlives the page: a minute later it is done, a moment later it can be undone', async () => {
  keep({ deletedAt: Date.now() - 60_000 });
  await shelf.start();
  expect(storage.runs.size).toBe(0);
  openShelf();
  keep({ deletedAt: Date.now() - 1000 });
  await shelf.start();
  expect(shelf.state.runs).toEqual([]);
  act('Undo');
  await settle(20_000);
  expect(shelf.state.runs).toHaveLength(1);
});

test('of two runs made one after the other the colours differ, and ten are compared at most', async () => {
  begin();
  await settle();
  observer.runEnded();
  begin();
  await settle();
  const [one, two] = shelf.state.runs;
  expect(one.colour).not.toBe(two.colour);
  for (let i = 0; i < 11; i++) shelf.choose(`run-${i}`, true);
  expect(shelf.state.chosen).toHaveLength(10);
  expect(messages()[0]).toContain('10 runs are compared at most');
});
