/**
 * @file One run in one file: `.run`, a container whose checksum covers the run, its records and its newest snapshot.
 *
 * Numbers that there are many of are columns of doubles, so that a curve comes back bit for bit, NaN included. What
 * there is little of is JSON in the header.
 */
import { decodeContainer, encodeContainer, FileFormatError } from '../data/container.ts';
import { isCount, isObject } from '../data/containerHeader.ts';
import { differingSettings } from '../experiment/experiment.ts';
import type { KeptRun } from '../experiment/keptRun.ts';
import type {
  EmbeddingRecord,
  FinetuningRecord,
  RepresentationRecord,
  RunRecord,
  TrainingRecord,
} from '../experiment/records.ts';
import { fromFinetuningRow, toFinetuningTable } from './finetuningColumns.ts';
import { fromInstrumentRow, toInstrumentTable } from './instrumentColumns.ts';
import { readKeptRun } from './keptRunSchema.ts';
import { isEmbedding, type PlainRecord, readRecord } from './recordSchema.ts';
import { readSnapshotFile } from './snapshotFile.ts';

const kind = 'run';
const version = 1;

/** Larger files are refused before they are read. */
export const largestRunFile = 512 * 1024 * 1024;

export interface RunFile {
  readonly run: KeptRun;
  /** In order of their step; the last embedding among them */
  readonly records: readonly RunRecord[];
  /** Bytes of a snapshot file; null where the run cannot be continued from this file */
  readonly snapshot: Uint8Array | null;
}

const trainingColumns = ['step', 'loss', 'velocityLoss', 'dispersiveLoss', 'learningRate'] as const;
const representationColumns = [
  'step',
  'effectiveRank',
  'meanDistance',
  'meanCosine',
  'meanNorm',
  'uniformity',
] as const;

export function encodeRunFile({ run, records, snapshot }: RunFile): Uint8Array<ArrayBuffer> {
  const training = records.filter((record) => record.kind === 'training');
  const representation = records.filter((record) => record.kind === 'representation');
  const embedding = records.findLast((record) => record.kind === 'embedding');
  const others = records.filter(({ kind }) => kind === 'evaluation' || kind === 'paired' || kind === 'latency');
  const instruments = toInstrumentTable(representation);
  const finetuning = toFinetuningTable(records.filter((record) => record.kind === 'finetuning'));
  return encodeContainer({
    kind,
    version,
    metadata: {
      ...{ run, records: others, embedding: embedding && describe(embedding) },
      instruments: instruments.columns,
      finetuning: finetuning.columns,
    },
    arrays: {
      training: toColumns(training, trainingColumns),
      representation: toColumns(representation, representationColumns),
      instruments: instruments.values,
      finetuning: finetuning.values,
      ...(embedding && { embedding: embedding.values, phases: embedding.phases }),
      // Container files are a multiple of 8 bytes long. Copied, so that the words are aligned.
      ...(snapshot && { snapshot: new Uint32Array(snapshot.slice().buffer) }),
    },
  });
}

/**
 * @param name the file's name, for messages
 * @throws FileFormatError where the bytes are not an intact run, or its snapshot is not of this run
 */
export function decodeRunFile(bytes: Uint8Array, name: string): RunFile {
  const container = decodeContainer<unknown>(bytes, name, kind);
  const refuse = (problem: string): never => {
    throw new FileFormatError(`${name}: ${problem}. Nothing was read.`);
  };
  if (container.version !== version) return refuse(`expected version ${version}, found ${container.version}`);
  const { metadata, arrays } = container;
  if (!isObject(metadata) || !Array.isArray(metadata.records)) return refuse('it does not describe its run');
  const run = attempt(() => readKeptRun(metadata.run), refuse);
  const others = metadata.records.map((record, i) => attempt(() => readRecord(record), refuse, `record ${i}: `));
  const records: PlainRecord[] = [
    ...fromColumns<TrainingRecord>('training', trainingColumns, arrays.training, refuse),
    ...readRepresentation(metadata.instruments, arrays, refuse),
    ...readFinetuning(metadata.finetuning, arrays.finetuning, refuse),
    ...others,
  ];
  records.sort((a, b) => a.step - b.step);
  const embedding = readEmbedding(metadata.embedding, arrays, refuse);
  const snapshot = arrays.snapshot instanceof Uint32Array ? new Uint8Array(arrays.snapshot.buffer) : null;
  if (snapshot) {
    const { experiment } = readSnapshotFile(snapshot, `${name}, its snapshot`);
    const [key] = differingSettings(experiment, run.experiment);
    if (key)
      return refuse(`its snapshot was trained with ${key} ${experiment[key]}, the run says ${run.experiment[key]}`);
  }
  return { run, records: embedding ? [...records, embedding] : records, snapshot };
}

type Refuse = (problem: string) => never;

function attempt<T>(read: () => T, refuse: Refuse, place = ''): T {
  try {
    return read();
  } catch (error) {
    return refuse(`${place}${(error as Error).message}`);
  }
}

/** @returns `[records, columns]` in one array */
function toColumns<R>(records: readonly R[], columns: readonly (keyof R)[]): Float64Array {
  return Float64Array.from(records.flatMap((record) => columns.map((column) => record[column] as number)));
}

/** @param more what belongs to a row beside its columns */
function fromColumns<R extends PlainRecord>(
  kind: R['kind'],
  columns: readonly string[],
  array: unknown,
  refuse: Refuse,
  more: (row: number) => Partial<R> = () => ({}),
): R[] {
  if (!(array instanceof Float64Array) || array.length % columns.length !== 0) {
    return refuse(`its ${kind} records are not rows of ${columns.length} numbers`);
  }
  return Array.from({ length: array.length / columns.length }, (_, row) => {
    const values = columns.map((column, i) => [column, array[row * columns.length + i]]);
    const record = { kind, ...Object.fromEntries(values), ...more(row) };
    return attempt(() => readRecord(record) as R, refuse, `${kind} record ${row}: `);
  });
}

/** @param columns the names of what was measured beside the spread; undefined in files of before it was */
function readRepresentation(
  columns: unknown,
  { representation, instruments }: Readonly<Record<string, unknown>>,
  refuse: Refuse,
): RepresentationRecord[] {
  const read = (more?: (row: number) => Partial<RepresentationRecord>) =>
    fromColumns<RepresentationRecord>('representation', representationColumns, representation, refuse, more);
  if (columns === undefined) return read();
  if (!areNames(columns) || !(instruments instanceof Float64Array)) return refuse('its instruments are not described');
  const records = read((row) =>
    fromInstrumentRow(columns, instruments.subarray(row * columns.length, (row + 1) * columns.length)),
  );
  return instruments.length === records.length * columns.length
    ? records
    : refuse(`its instruments are not ${records.length} rows of ${columns.length} numbers`);
}

/** @param columns the table's names; undefined in files of before stage 2 */
function readFinetuning(columns: unknown, values: unknown, refuse: Refuse): FinetuningRecord[] {
  if (columns === undefined) return [];
  if (!areNames(columns) || !(values instanceof Float64Array) || values.length % columns.length !== 0) {
    return refuse('its fine-tuning records are not described');
  }
  return Array.from({ length: values.length / columns.length }, (_, row) => {
    const record = fromFinetuningRow(columns, values.subarray(row * columns.length, (row + 1) * columns.length));
    return attempt(() => readRecord(record) as FinetuningRecord, refuse, `fine-tuning record ${row}: `);
  });
}

function areNames(columns: unknown): columns is readonly string[] {
  return Array.isArray(columns) && columns.length > 0 && columns.every((name) => typeof name === 'string');
}

function describe({ step, count, size }: EmbeddingRecord) {
  return { step, count, size };
}

function readEmbedding(
  described: unknown,
  { embedding: values, phases }: Readonly<Record<string, unknown>>,
  refuse: Refuse,
): EmbeddingRecord | null {
  if (described === undefined) return null;
  if (!isObject(described) || ![described.step, described.count, described.size].every(isCount)) {
    return refuse('its embedding is not described');
  }
  const record: unknown = { kind: 'embedding', ...described, values, phases };
  return isEmbedding(record) ? record : refuse('its embedding does not hold as many numbers as it says');
}
