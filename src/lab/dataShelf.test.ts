import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { beforeEach, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { decodeDemonstrations } from '../core/data/demonstrations.ts';
import type { SceneFacts } from '../core/scenes/scene.ts';
import { FilesClient } from '../workers/files/client.ts';
import { serveFiles } from '../workers/files/service.ts';
import { messagePort } from '../workers/rpc/ports.ts';
import { DataShelf, type DataShelfOptions } from './dataShelf.ts';
import { type FilesWorker, readDisposably } from './disposableReader.ts';
import { initialState, type LabState } from './labState.ts';
import { Office } from './office.ts';
import { openOwnSets } from './ownSets.ts';

const scene = (id: string, key: string) =>
  ({
    id,
    title: id,
    observation: [{ key, size: 1 }],
    actionSize: 1,
    actionLimit: [-1, 1],
    controlHz: 10,
    metric: 'success',
    demonstrations: ['expert'],
    settings: {},
  }) as unknown as SceneFacts;
const shipped = [scene('lift', 'cube'), scene('reach', 'hand')];
const csv = 'episode,cube[0],action[0]\n0,1,0.5\n0,2,-0.5\n';

/** The real service behind a real channel, counted. */
const workers = { started: 0, ended: 0 };
function spawnFiles(): FilesWorker {
  const { port1, port2 } = new MessageChannel();
  serveFiles(messagePort(port1));
  const client = new FilesClient(messagePort(port2), null);
  workers.started += 1;
  return {
    call: client.call.bind(client),
    dispose() {
      workers.ended += 1;
      client.dispose();
    },
  };
}

beforeEach(async () => {
  Object.assign(workers, { started: 0, ended: 0 });
  await deleteDB('onestep-lab-data');
});

async function openShelf(changes: Partial<DataShelfOptions> = {}) {
  const lab = createStore<LabState>(() => initialState);
  const forgotten: string[] = [];
  let scenes: readonly SceneFacts[] = [];
  const shelf = new DataShelf({
    fetchFile: async (path) => new TextEncoder().encode(path),
    office: new Office(lab),
    spawnFiles,
    openSets: openOwnSets,
    onScenes: (changed) => {
      scenes = changed;
    },
    chosenScene: () => 'lift',
    forgetChoice: (set) => forgotten.push(set),
    clock: () => 1000,
    ...changes,
  });
  await shelf.open();
  scenes = shelf.withOwnSets(shipped);
  return {
    shelf,
    lab,
    forgotten,
    choices: (id: string) => scenes.find((candidate) => candidate.id === id)?.demonstrations,
    outcome: () => shelf.store.getState().outcome,
  };
}

test('a file becomes a set of its scene, which trains, and is there again after a reload', async () => {
  const { shelf, choices, outcome } = await openShelf();
  await shelf.import(new File([csv], 'My Lift (2).csv'));
  expect(outcome()).toMatchObject({ kind: 'read', isNew: true, set: { id: 'own-my-lift-2', scene: 'lift' } });
  expect(choices('lift')).toEqual(['expert', 'own-my-lift-2']);
  expect(choices('reach')).toEqual(['expert']);

  const reloaded = await openShelf();
  expect(reloaded.choices('lift')).toEqual(['expert', 'own-my-lift-2']);
  const bytes = await reloaded.shelf.readDemonstrations('lift', 'own-my-lift-2');
  expect(Array.from(decodeDemonstrations(bytes, 'a.demo').actions)).toEqual([0.5, -0.5]);
  expect(new TextDecoder().decode(await reloaded.shelf.readDemonstrations('lift', 'expert'))).toBe(
    'demonstrations/lift-expert.demo',
  );
});

test('each file has a worker of its own, ended whether the file was good or not', async () => {
  const { shelf, outcome } = await openShelf();
  await shelf.import(new File([csv], 'good.csv'));
  await shelf.import(new File(['nonsense'], 'bad.csv'));
  expect(outcome()).toMatchObject({ kind: 'refused', fileName: 'bad.csv' });
  expect(workers).toEqual({ started: 2, ended: 2 });
});

test('a file that takes too long is given up on in one sentence, and its worker ended', async () => {
  const call = (_name: string, _input: unknown, { signal }: { signal: AbortSignal }) =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  const never: FilesWorker = {
    call: call as unknown as FilesWorker['call'],
    dispose: () => {
      workers.ended += 1;
    },
  };
  const reading = readDisposably(
    () => never,
    'bomb.json',
    (worker, signal) =>
      worker.call('import', { file: new Blob(), name: 'bomb.json', scenes: [], id: 'own-a' }, { signal }),
    0.05,
  );
  await expect(reading).rejects.toThrow(
    'bomb.json: reading it took longer than 0.05 seconds and was stopped. Nothing was imported.',
  );
  expect(workers.ended).toBe(1);
});

test('the same file again is known, and another of its name gets a number', async () => {
  const { shelf, choices, outcome } = await openShelf();
  await shelf.import(new File([csv], 'a.csv'));
  await shelf.import(new File([csv], 'a.csv'));
  expect(outcome()).toMatchObject({ kind: 'read', isNew: false });
  await shelf.import(new File([`${csv}1,3,0.25\n`], 'a.csv'));
  expect(choices('lift')).toEqual(['expert', 'own-a', 'own-a-2']);
});

test('a removed set is gone from its scene and from the form, and an undo brings it back whole', async () => {
  const { shelf, lab, choices, forgotten } = await openShelf();
  await shelf.import(new File([csv], 'a.csv'));
  await shelf.remove('own-a');
  expect(choices('lift')).toEqual(['expert']);
  expect(forgotten).toEqual(['own-a']);
  await expect(shelf.readDemonstrations('lift', 'own-a')).rejects.toThrow('is no longer in this browser');

  lab.getState().notices[0].actions[0].act();
  await expect.poll(() => choices('lift')).toEqual(['expert', 'own-a']);
  expect(decodeDemonstrations(await shelf.readDemonstrations('lift', 'own-a'), 'a').actions).toHaveLength(2);
});

test('where nothing can be kept, sets last for the visit, and the state says so', async () => {
  const { shelf, choices } = await openShelf({ openSets: () => Promise.reject(new Error('denied')) });
  expect(shelf.store.getState().isKept).toBe(false);
  await shelf.import(new File([csv], 'a.csv'));
  expect(choices('lift')).toEqual(['expert', 'own-a']);
  expect(await shelf.readDemonstrations('lift', 'own-a')).toBeInstanceOf(Uint8Array);
});

test('a full disk refuses the file in one sentence', async () => {
  const store = await openOwnSets();
  const full = { ...store, put: () => Promise.reject(new DOMException('', 'QuotaExceededError')) };
  const { shelf, choices, outcome } = await openShelf({ openSets: async () => full });
  await shelf.import(new File([csv], 'a.csv'));
  expect(outcome()).toMatchObject({
    problem: 'a.csv: this browser has no room left for it. Remove a set or a run first. Nothing was imported.',
  });
  expect(choices('lift')).toEqual(['expert']);
});

test('when what the site stored is cleared under the page, old sets are told as gone and new ones are kept', async () => {
  const { shelf, choices } = await openShelf();
  await shelf.import(new File([csv], 'a.csv'));
  await deleteDB('onestep-lab-data');
  await expect(shelf.readDemonstrations('lift', 'own-a')).rejects.toThrow(
    'Your own set own-a is no longer in this browser. Bring its file again, or choose another set.',
  );
  await shelf.import(new File([csv], 'a.csv'));
  expect(choices('lift')).toEqual(['expert', 'own-a']);
  expect(await shelf.readDemonstrations('lift', 'own-a')).toBeInstanceOf(Uint8Array);
});

test('an entry that something else wrote into the storage is left out', async () => {
  const { shelf } = await openShelf();
  await shelf.import(new File([csv], 'a.csv'));
  const store = await openOwnSets();
  await store.put({ id: 'own-b', scene: 4 } as never, new Blob());
  expect((await openShelf()).shelf.store.getState().sets.map((set) => set.id)).toEqual(['own-a']);
});

test('the example of a scene is written from its shipped demonstrations', async () => {
  const own = await openShelf();
  await own.shelf.import(new File([csv], 'a.csv'));
  const bytes = await own.shelf.readDemonstrations('lift', 'own-a');
  const { shelf } = await openShelf({ fetchFile: async () => bytes.slice() });
  expect(await shelf.writeExample('lift', 'csv')).toBe(csv);
});
