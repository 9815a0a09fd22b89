import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import type { KeptRun } from '../../core/experiment/keptRun.ts';
import type { RunRecord } from '../../core/experiment/records.ts';
import {
  embeddingRecord,
  evaluationRecord,
  keptRun,
  lossRecord,
  pairedRecord,
  records,
} from '../../core/experiment/runFixture.ts';
import { decodePolicy } from '../../core/policy/policyFile.ts';
import { snapshotAt } from '../../core/runs/snapshotFixture.ts';
import { decodeSnapshot } from '../../core/training/snapshot.ts';
import { messagePort } from '../rpc/ports.ts';
import { StorageClient } from './client.ts';
import { openDatabase, type RunDatabase } from './database.ts';
import { RunStorage } from './runStorage.ts';
import { serveStorage } from './service.ts';
import { chooseSlotFiles, type SlotFiles } from './slotFiles.ts';

/** A folder in memory whose writes can be made to fail, or to stop half way as a killed worker's would. */
class MemoryFiles implements SlotFiles {
  readonly place = 'files';
  readonly content = new Map<string, Uint8Array>();
  failure: Error | null = null;
  read = async (name: string) => this.content.get(name) ?? null;
  remove = async (name: string) => void this.content.delete(name);
  async write(name: string, bytes: Uint8Array) {
    this.content.set(name, this.failure ? bytes.slice(0, bytes.length / 2) : bytes.slice());
    if (this.failure) throw this.failure;
  }
  damage(name: string) {
    const bytes = this.content.get(name)!;
    bytes[bytes.length - 1] ^= 1;
  }
}

let database: RunDatabase;
let files: MemoryFiles;
let storage: RunStorage;
let databases = 0;

beforeEach(async () => {
  database = await openDatabase(`test-${++databases}`);
  files = new MemoryFiles();
  storage = new RunStorage(database, files);
  await storage.create(keptRun);
});

const id = keptRun.id;
const append = (chunk: number, some: readonly RunRecord[]) =>
  storage.append({ id, chunk, records: some, change: { step: some.at(-1)?.step ?? 0 } });
const save = (step: number) => storage.saveSnapshot(id, { step, snapshot: snapshotAt(step) });
const stepsOf = (loaded: { records: readonly RunRecord[] }) => loaded.records.map(({ step }) => step);

test('a run is read back as it was recorded, its last embedding and its card’s sums with it', async () => {
  await append(0, [embeddingRecord(0), ...records]);
  await append(1, [lossRecord(3)]);
  const loaded = await storage.load(id, true);
  expect(loaded.records.filter(({ kind }) => kind !== 'embedding')).toEqual([...records.slice(0, -1), lossRecord(3)]);
  expect(loaded.records.at(-1)).toEqual(embeddingRecord(2));
  expect(loaded).toMatchObject({ problems: [], snapshot: null, run: { step: 3, recordCount: records.length } });
  expect(loaded.run.lastEvaluation).toMatchObject([
    { step: 2, steps: 1, successes: 0 },
    { step: 2, steps: 32, successes: 1 },
  ]);
});

test('a chunk that is written again, after a worker that died before it could answer, counts once', async () => {
  const first = await append(0, records);
  const again = await append(0, records);
  expect(again).toEqual(first);
  expect((await storage.load(id, false)).records).toHaveLength(records.length);
});

test('what came after a step is dropped from records, card and embedding, and the next chunk does not overwrite', async () => {
  await append(0, [lossRecord(1), lossRecord(2)]);
  await append(1, [
    evaluationRecord(2, 1, 1),
    pairedRecord(2),
    lossRecord(3),
    evaluationRecord(4, 1, 2),
    embeddingRecord(4),
  ]);
  await append(2, [lossRecord(5)]);
  const { run, nextChunk } = await storage.rewind(id, 2);
  expect(nextChunk).toBe(3);
  expect(run).toMatchObject({ step: 2, recordCount: 4, lastEvaluation: [{ step: 2, successes: 1 }] });
  expect(stepsOf(await storage.load(id, false))).toEqual([1, 2, 2, 2]);
});

test('an evaluation that was cut off before its pair is played again, so what there is of it is dropped', async () => {
  await append(0, [evaluationRecord(2, 1, 1), pairedRecord(2), evaluationRecord(4, 1, 2), lossRecord(4)]);
  const { run } = await storage.rewind(id, 4);
  expect((await storage.load(id, false)).records).toEqual([evaluationRecord(2, 1, 1), pairedRecord(2), lossRecord(4)]);
  expect(run.lastEvaluation).toMatchObject([{ step: 2 }]);
});

test('snapshots go to two slots in turn, and the newest is the one that is read', async () => {
  for (const step of [10, 20, 30]) await save(step);
  expect(files.content.size).toBe(2);
  const { run, snapshot } = await storage.load(id, true);
  expect(snapshot).toEqual({ step: 30, snapshot: snapshotAt(30) });
  expect(run).toMatchObject({ snapshotStep: 30, snapshotBytes: 2 * snapshotAt(10).length });
});

test('killed while a slot is written, the run goes on from the snapshot before', async () => {
  await save(10);
  files.failure = new Error('killed');
  await expect(save(20)).rejects.toThrow('killed');
  const { run, snapshot, problems } = await storage.load(id, true);
  expect(snapshot?.step).toBe(10);
  expect(run.snapshotStep).toBe(10);
  expect(problems).toEqual([]);
});

test('killed between the slot and the manifest, the run goes on from the snapshot before, and saves again', async () => {
  await save(10);
  const put = database.put.bind(database);
  database.put = () => Promise.reject(new Error('killed'));
  await expect(save(20)).rejects.toThrow('killed');
  database.put = put;
  expect((await storage.load(id, true)).snapshot?.step).toBe(10);
  await save(30);
  expect((await storage.load(id, true)).snapshot?.step).toBe(30);
});

test('of a damaged snapshot the other slot takes the place, and the lost steps are said', async () => {
  for (const step of [10, 20]) await save(step);
  files.damage(`${id}-b.snapshot`);
  const { snapshot, problems } = await storage.load(id, true);
  expect(snapshot?.step).toBe(10);
  expect(problems).toEqual(['The snapshot of step 20 is damaged; the one of step 10 is used, 10 steps are lost.']);
});

test('with both snapshots damaged the records are still there, and what to do is said', async () => {
  await append(0, records);
  for (const step of [10, 20]) await save(step);
  for (const slot of ['a', 'b']) files.damage(`${id}-${slot}.snapshot`);
  const { records: kept, snapshot, problems } = await storage.load(id, true);
  expect(snapshot).toBeNull();
  expect(kept).toHaveLength(records.length);
  expect(problems[0]).toContain('Both snapshots of this run are damaged');
});

test('storage that was tampered with is left out and named, never believed', async () => {
  await append(0, records);
  await database.put('chunks', { records: [lossRecord(3), { kind: 'training', step: 'no' }], bytes: 1 }, [id, 1]);
  await database.put('runs', { ...keptRun, id: 'x', colour: 'pink' }, 'x');
  await database.put('embeddings', { ...embeddingRecord(2), count: 9000 }, id);
  const loaded = await storage.load(id, false);
  expect(loaded.problems).toEqual(['1 records are damaged and were left out.']);
  expect(loaded.records.map(({ kind }) => kind)).not.toContain('embedding');
  const { runs, problems } = await storage.list();
  expect(runs.map((run) => run.id)).toEqual([id]);
  expect(problems[0]).toContain('colour');
});

test('a run that was removed leaves nothing behind, and cannot be written to', async () => {
  await append(0, records);
  await save(10);
  await storage.purge(id);
  expect(files.content.size).toBe(0);
  for (const store of ['runs', 'chunks', 'embeddings', 'manifests'] as const) {
    expect(await database.count(store)).toBe(0);
  }
  await expect(append(1, records)).rejects.toThrow('deleted');
  await expect(save(20)).rejects.toThrow('deleted');
  expect(files.content.size).toBe(0);
});

test('a run packed into a file and taken in again is the same run under another id', async () => {
  await append(0, records);
  await save(2);
  const bytes = await storage.pack({ id, withSnapshot: true, unsaved: null });
  const copy: KeptRun = await storage.adopt('lift.run', bytes);
  expect(copy.id).not.toBe(id);
  expect(copy).toMatchObject({ name: keptRun.name, snapshotStep: 2, recordCount: records.length - 1 });
  const [one, two] = await Promise.all([storage.load(id, true), storage.load(copy.id, true)]);
  expect(two.records).toEqual(one.records);
  expect(two.snapshot).toEqual(one.snapshot);
  await storage.purge(id);
  expect((await storage.adopt('lift.run', bytes)).id).toBe(id);
});

test('a kept run’s newest snapshot gives the policy to fine-tune from, and a policy file says what made it', async () => {
  await expect(storage.policy(id)).rejects.toThrow('“Lift · seed 3” has no snapshot yet');
  await save(1);
  await save(2);
  const { policy, experiment, step } = await storage.policy(id);
  expect({ experiment, step }).toEqual({ experiment: keptRun.experiment, step: 2 });
  expect(storage.readPolicy('lift.policy', policy)).toEqual({ experiment, step });
  expect(decodePolicy(policy, 'lift').parameters).toEqual(decodeSnapshot(snapshotAt(2), 'lift').weights.ema);
  expect(() => storage.readPolicy('a.policy', snapshotAt(2))).toThrow(/^a\.policy: /);
});

test('a browser without a private file system keeps snapshots in the database, and says why', async () => {
  const refused = () => Promise.reject(new Error('no such thing here'));
  const { files: fallback, problem } = await chooseSlotFiles(database, refused);
  const inDatabase = new RunStorage(database, fallback, problem);
  expect(inDatabase.describe()).toEqual({ snapshots: 'database', problem: 'no such thing here' });
  for (const step of [10, 20]) await inDatabase.saveSnapshot(id, { step, snapshot: snapshotAt(step) });
  expect((await inDatabase.load(id, true)).snapshot).toEqual({ step: 20, snapshot: snapshotAt(20) });
});

test('over a port: a full disk has a name of its own, the run stays as it was, and the next save succeeds', async () => {
  const { port1, port2 } = new MessageChannel();
  const server = serveStorage(messagePort(port1), async () => storage);
  const client = new StorageClient(messagePort(port2));
  await client.call('saveSnapshot', { id, step: 10, snapshot: snapshotAt(10) });
  files.failure = new DOMException('no space', 'QuotaExceededError');
  const refused = client.call('saveSnapshot', { id, step: 20, snapshot: snapshotAt(20) });
  await expect(refused).rejects.toMatchObject({ name: 'StorageFullError' });
  files.failure = null;
  expect((await client.call('load', { id, withSnapshot: true })).snapshot?.step).toBe(10);
  expect((await client.call('saveSnapshot', { id, step: 30, snapshot: snapshotAt(30) })).snapshotStep).toBe(30);
  client.dispose();
  server.close();
});
