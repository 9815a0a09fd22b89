/** @file The storage worker's contract: runs are listed, written as they grow, read back, and packed into one file. */
import type { Experiment } from '../../core/experiment/experiment.ts';
import type { KeptRun, RunChange } from '../../core/experiment/keptRun.ts';
import type { Curve } from '../../core/experiment/measures.ts';
import type { RunRecord } from '../../core/experiment/records.ts';

export type { KeptRun, RunChange };

/**
 * Requests that write reject with a `StorageFullError` where the browser's quota is used up; those that name a run
 * that is not kept, with a `RunMissingError`.
 */
export type StorageService = {
  requests: {
    /** Where snapshots go in this browser. */
    describe: { input: undefined; output: StorageReport };
    list: { input: undefined; output: RunList };
    create: { input: KeptRun; output: undefined };
    update: { input: { id: string; change: RunChange }; output: KeptRun };
    /** Writes a chunk of records; the same number again replaces it, so that an append may be repeated. */
    append: { input: AppendInput; output: KeptRun };
    /** Drops what was recorded after a step; the next chunk's number is answered. */
    rewind: { input: { id: string; step: number }; output: { run: KeptRun; nextChunk: number } };
    /** Writes the snapshot into the slot that does not hold the newest one. */
    saveSnapshot: { input: { id: string; step: number; snapshot: Uint8Array }; output: KeptRun };
    load: { input: { id: string; withSnapshot: boolean }; output: LoadedRun };
    /** One measure of a run, read where the records are: of 50,000 records two arrays travel. */
    measure: { input: { id: string; measure: string }; output: { run: KeptRun; curve: Curve } };
    /** The policy of a stage 1 run as its newest snapshot has it. Rejects where there is none that is intact. */
    policy: { input: { id: string }; output: { policy: Uint8Array } & PolicyFacts };
    /** Reads a policy file; nothing is kept. Rejects with a `FileFormatError`. */
    readPolicy: { input: { name: string; bytes: Uint8Array }; output: PolicyFacts };
    /** Removes a run for good. */
    purge: { input: { id: string }; output: undefined };
    /** The run as one file, with what is not written yet of it. */
    pack: { input: PackInput; output: Uint8Array };
    /** Reads a run's file; nothing is kept. Rejects with a `FileFormatError`. */
    unpack: { input: { name: string; bytes: Uint8Array }; output: LoadedRun };
    /** Reads a run's file and keeps the run in it, under a new id where its own is taken. */
    adopt: { input: { name: string; bytes: Uint8Array }; output: KeptRun };
  };
  events: Record<never, never>;
};

export interface StorageReport {
  /** "files": the origin private file system. "database": IndexedDB, where there is none */
  readonly snapshots: 'files' | 'database';
  /** Why not files; null where they are */
  readonly problem: string | null;
}

export interface RunList {
  readonly runs: readonly KeptRun[];
  /** One sentence for each run that cannot be read */
  readonly problems: readonly string[];
}

export interface AppendInput {
  readonly id: string;
  /** Counts from 0; each number is one chunk */
  readonly chunk: number;
  /** Of embeddings only the last is kept. */
  readonly records: readonly RunRecord[];
  readonly change: RunChange;
}

export interface PackInput {
  readonly id: string;
  readonly withSnapshot: boolean;
  /** What could not be written; all of the run, where it could not even be begun */
  readonly unsaved: {
    readonly run: KeptRun;
    readonly records: readonly RunRecord[];
    readonly snapshot: { readonly step: number; readonly snapshot: Uint8Array } | null;
  } | null;
}

/** What a policy file says of itself */
export interface PolicyFacts {
  /** What made it */
  readonly experiment: Experiment;
  /** Training step of its weights */
  readonly step: number;
}

export interface LoadedRun {
  readonly run: KeptRun;
  /** In order of training step, the last embedding at the end */
  readonly records: readonly RunRecord[];
  /** The newest snapshot that is intact; null where there is none, or none was asked for */
  readonly snapshot: { readonly step: number; readonly snapshot: Uint8Array } | null;
  /** One sentence for each part that is damaged */
  readonly problems: readonly string[];
}
