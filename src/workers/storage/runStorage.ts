/** @file Kept runs: their cards and records in the database, their snapshots in slots. Nothing read back is trusted. */
import * as v from 'valibot';
import type { KeptRun, RunChange } from '../../core/experiment/keptRun.ts';
import { type Curve, curveOf, measures } from '../../core/experiment/measures.ts';
import type { EvaluationRecord, RunRecord } from '../../core/experiment/records.ts';
import { decodePolicy } from '../../core/policy/policyFile.ts';
import { readKeptRun } from '../../core/runs/keptRunSchema.ts';
import { isEmbedding, type PlainRecord, readRecord } from '../../core/runs/recordSchema.ts';
import { decodeRunFile, encodeRunFile, largestRunFile, type RunFile } from '../../core/runs/runFile.ts';
import { readSnapshotFile } from '../../core/runs/snapshotFile.ts';
import type { RunDatabase } from './database.ts';
import type { AppendInput, LoadedRun, PackInput, PolicyFacts, RunList, StorageReport } from './protocol.ts';
import type { SlotFiles } from './slotFiles.ts';
import { type FoundSnapshot, readManifest, readSlots, removeSlots, slotBytes, writeSlot } from './snapshotSlots.ts';

/** The run is not kept, or not any more. */
export class RunMissingError extends Error {
  override readonly name = 'RunMissingError';
}

const chunkSchema = v.object({ records: v.array(v.unknown()), bytes: v.number() });

/** All chunks of a run, whatever their number */
const chunksOf = (id: string) => IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);

export class RunStorage {
  constructor(
    private readonly database: RunDatabase,
    private readonly files: SlotFiles,
    private readonly filesProblem: string | null = null,
  ) {}

  describe(): StorageReport {
    return { snapshots: this.files.place, problem: this.filesProblem };
  }

  async list(): Promise<RunList> {
    const [keys, values] = await Promise.all([this.database.getAllKeys('runs'), this.database.getAll('runs')]);
    const runs: KeptRun[] = [];
    const problems: string[] = [];
    for (const [i, value] of values.entries()) {
      try {
        runs.push(readKeptRun(value));
      } catch (error) {
        problems.push(`A kept run (${keys[i]}) cannot be read: ${(error as Error).message}. It was left as it is.`);
      }
    }
    return { runs, problems };
  }

  async create(run: KeptRun): Promise<void> {
    await this.database.put('runs', readKeptRun(run), run.id);
  }

  /** @throws RunMissingError */
  async update(id: string, change: RunChange): Promise<KeptRun> {
    return this.change(id, change);
  }

  /** @throws RunMissingError */
  async append({ id, chunk, records, change }: AppendInput): Promise<KeptRun> {
    const plain = records.filter((record) => record.kind !== 'embedding');
    const embedding = records.findLast((record) => record.kind === 'embedding');
    const transaction = this.database.transaction(['runs', 'chunks', 'embeddings'], 'readwrite');
    const [runs, chunks] = [transaction.objectStore('runs'), transaction.objectStore('chunks')];
    const run = await readRun(runs, id);
    const before = readChunk(await chunks.get([id, chunk]));
    const embeddingBefore = embedding && (await transaction.objectStore('embeddings').get(id));
    const bytes = JSON.stringify(plain).length;
    const next = readKeptRun({
      ...run,
      ...change,
      lastEvaluation: newestEvaluation(run.lastEvaluation, plain),
      recordCount: run.recordCount - before.records.length + plain.length,
      recordBytes:
        run.recordBytes -
        before.bytes +
        bytes +
        (embedding ? embeddingBytes(embedding) - embeddingBytes(embeddingBefore) : 0),
    });
    const writes: Promise<unknown>[] = [runs.put(next, id)];
    if (plain.length > 0) writes.push(chunks.put({ records: plain, bytes }, [id, chunk]));
    if (embedding) writes.push(transaction.objectStore('embeddings').put(embedding, id));
    await Promise.all([...writes, transaction.done]);
    return next;
  }

  /**
   * Drops what was recorded after a step, and the rungs of an evaluation that was cut off before its pair.
   * @throws RunMissingError
   */
  async rewind(id: string, step: number): Promise<{ run: KeptRun; nextChunk: number }> {
    const transaction = this.database.transaction(['runs', 'chunks', 'embeddings'], 'readwrite');
    const [runs, chunks] = [transaction.objectStore('runs'), transaction.objectStore('chunks')];
    const run = await readRun(runs, id);
    const isKept = await keptAfterRewind(chunks, id, step);
    let [nextChunk, recordCount, recordBytes] = [0, 0, 0];
    let lastEvaluation: KeptRun['lastEvaluation'] = [];
    for (let cursor = await chunks.openCursor(chunksOf(id)); cursor; cursor = await cursor.continue()) {
      const chunk = readChunk(cursor.value);
      const records = chunk.records.filter(isKept);
      const bytes = records.length < chunk.records.length ? JSON.stringify(records).length : chunk.bytes;
      if (records.length < chunk.records.length) await cursor.update({ records, bytes });
      nextChunk = cursor.key[1] + 1;
      recordCount += records.length;
      recordBytes += bytes;
      lastEvaluation = newestEvaluation(lastEvaluation, records);
    }
    const embeddings = transaction.objectStore('embeddings');
    const embedding = await embeddings.get(id);
    if (isEmbedding(embedding) && embedding.step > step) await embeddings.delete(id);
    else recordBytes += embeddingBytes(embedding);
    const next = { ...run, step: Math.max(0, step), lastEvaluation, recordCount, recordBytes };
    await runs.put(next, id);
    await transaction.done;
    return { run: next, nextChunk };
  }

  /** @throws RunMissingError, and whatever the disk refuses with; the other slot is then as it was */
  async saveSnapshot(id: string, update: FoundSnapshot): Promise<KeptRun> {
    // A run that is gone must not leave a file behind.
    await readRun(this.database.transaction('runs').store, id);
    const before = readManifest(await this.database.get('manifests', id));
    const manifest = await writeSlot(this.files, id, update, before);
    await this.database.put('manifests', manifest, id);
    return this.change(id, { snapshotBytes: slotBytes(manifest), snapshotStep: update.step });
  }

  /**
   * The run with its records. A part that is damaged is left out and named; a run both of whose snapshots are damaged
   * comes without one.
   * @throws RunMissingError, KeptRunError
   */
  async load(id: string, withSnapshot: boolean): Promise<LoadedRun> {
    const run = await readRun(this.database.transaction('runs').store, id);
    const problems: string[] = [];
    const records: RunRecord[] = [];
    let broken = 0;
    for (const value of await this.database.getAll('chunks', chunksOf(id))) {
      const chunk = readChunk(value);
      broken += chunk.broken;
      records.push(...chunk.records);
    }
    if (broken > 0) problems.push(`${broken} records are damaged and were left out.`);
    records.sort((a, b) => a.step - b.step);
    const embedding = await this.database.get('embeddings', id);
    if (isEmbedding(embedding)) records.push(embedding);
    let snapshot: FoundSnapshot | null = null;
    if (withSnapshot) {
      try {
        const manifest = readManifest(await this.database.get('manifests', id));
        const { found, problem } = await readSlots(this.files, id, manifest);
        snapshot = found;
        if (problem) problems.push(problem);
      } catch (error) {
        problems.push((error as Error).message);
      }
    }
    return { run, records, snapshot, problems };
  }

  /** @throws RunMissingError, RangeError where there is no such measure */
  async measure(id: string, name: string): Promise<{ run: KeptRun; curve: Curve }> {
    const measure = measures.find((candidate) => candidate.id === name);
    if (!measure) throw new RangeError(`there is no measure called ${name}`);
    const { run, records } = await this.load(id, false);
    return { run, curve: curveOf(records, measure) };
  }

  /** @throws RunMissingError, FileFormatError, and Error where there is no snapshot to take it from */
  async policy(id: string): Promise<{ policy: Uint8Array<ArrayBuffer> } & PolicyFacts> {
    const { run, snapshot, problems } = await this.load(id, true);
    if (!snapshot) throw new Error(problems[0] ?? `“${run.name}” has no snapshot yet, and so no policy to begin from.`);
    const file = readSnapshotFile(snapshot.snapshot, run.name);
    return { policy: file.policy(), ...factsOf(file) };
  }

  /** @throws FileFormatError */
  readPolicy(name: string, bytes: Uint8Array): PolicyFacts {
    return factsOf(decodePolicy(bytes, name).metadata);
  }

  async purge(id: string): Promise<void> {
    const stores = ['runs', 'chunks', 'embeddings', 'manifests'] as const;
    const transaction = this.database.transaction(stores, 'readwrite');
    await Promise.all([
      transaction.objectStore('chunks').delete(chunksOf(id)),
      ...(['runs', 'embeddings', 'manifests'] as const).map((store) => transaction.objectStore(store).delete(id)),
      transaction.done,
    ]);
    await removeSlots(this.files, id);
  }

  /** The run as one file. Where its newest snapshot is damaged, the older one goes in. */
  async pack({ id, withSnapshot, unsaved }: PackInput): Promise<Uint8Array<ArrayBuffer>> {
    const isStored = !unsaved || (await this.database.getKey('runs', id)) !== undefined;
    const { run, records, snapshot } = isStored ? await this.load(id, withSnapshot) : { ...unsaved, records: [] };
    const newest = withSnapshot ? (unsaved?.snapshot ?? snapshot) : null;
    return encodeRunFile({
      run,
      records: [...records, ...(unsaved?.records ?? [])],
      snapshot: newest?.snapshot ?? null,
    });
  }

  /** @throws FileFormatError; nothing is kept */
  unpack(name: string, bytes: Uint8Array): LoadedRun {
    return loaded(readFile(name, bytes));
  }

  /** @throws FileFormatError, and whatever the disk refuses with; nothing of the run is then kept */
  async adopt(name: string, bytes: Uint8Array): Promise<KeptRun> {
    const { run: found, records, snapshot } = loaded(readFile(name, bytes));
    const isTaken = (await this.database.get('runs', found.id)) !== undefined;
    const id = isTaken ? crypto.randomUUID() : found.id;
    const phase = found.phase === 'training' ? 'paused' : found.phase;
    const empty = { lastEvaluation: [], recordCount: 0, recordBytes: 0, snapshotBytes: 0, snapshotStep: null };
    try {
      await this.create({ ...found, ...empty, id, phase, deletedAt: null });
      const kept = await this.append({ id, chunk: 0, records, change: {} });
      return snapshot ? await this.saveSnapshot(id, snapshot) : kept;
    } catch (error) {
      await this.purge(id).catch(() => undefined);
      throw error;
    }
  }

  private async change(id: string, change: Partial<KeptRun>): Promise<KeptRun> {
    const transaction = this.database.transaction('runs', 'readwrite');
    const next = readKeptRun({ ...(await readRun(transaction.store, id)), ...change });
    await Promise.all([transaction.store.put(next, id), transaction.done]);
    return next;
  }
}

async function readRun(store: { get(id: string): Promise<unknown> }, id: string): Promise<KeptRun> {
  const value = await store.get(id);
  if (value === undefined) throw new RunMissingError('This run is not kept any more: it was deleted.');
  return readKeptRun(value);
}

function factsOf({ experiment, step }: PolicyFacts): PolicyFacts {
  return { experiment, step };
}

function readFile(name: string, bytes: Uint8Array): RunFile {
  if (bytes.length > largestRunFile) throw new RangeError(`${name}: larger than any run. Nothing was read.`);
  return decodeRunFile(bytes, name);
}

function loaded({ run, records, snapshot }: RunFile): LoadedRun {
  const step = snapshot ? readSnapshotFile(snapshot, 'the snapshot').step : 0;
  return { run, records, snapshot: snapshot && { step, snapshot }, problems: [] };
}

function readChunk(value: unknown): { records: PlainRecord[]; bytes: number; broken: number } {
  if (value === undefined) return { records: [], bytes: 0, broken: 0 };
  if (!v.is(chunkSchema, value)) return { records: [], bytes: 0, broken: 1 };
  const records: PlainRecord[] = [];
  for (const record of value.records) {
    try {
      records.push(readRecord(record));
    } catch {
      // Counted below.
    }
  }
  return { records, bytes: value.bytes, broken: value.records.length - records.length };
}

async function keptAfterRewind(
  chunks: { getAll(range: IDBKeyRange): Promise<unknown[]> },
  id: string,
  step: number,
): Promise<(record: PlainRecord) => boolean> {
  const records = (await chunks.getAll(chunksOf(id))).flatMap((value) => readChunk(value).records);
  const pairedSteps = new Set(records.filter(({ kind }) => kind === 'paired').map((record) => record.step));
  return (record) => record.step <= step && (record.kind !== 'evaluation' || pairedSteps.has(record.step));
}

function embeddingBytes(value: unknown): number {
  return isEmbedding(value) ? value.values.byteLength + value.phases.byteLength : 0;
}

/** The rungs of the last evaluated step, by number of denoising steps. */
function newestEvaluation(before: KeptRun['lastEvaluation'], records: readonly RunRecord[]): KeptRun['lastEvaluation'] {
  const isRung = (record: RunRecord): record is EvaluationRecord => record.kind === 'evaluation';
  const all = [
    ...before,
    ...records.filter(isRung).map(({ step, steps, episodes, successes, meanReturn }) => {
      return { step, steps, episodes, successes, meanReturn };
    }),
  ];
  const step = Math.max(...all.map((rung) => rung.step));
  const rungs = new Map(all.filter((rung) => rung.step === step).map((rung) => [rung.steps, rung]));
  return [...rungs.values()].sort((a, b) => a.steps - b.steps);
}
