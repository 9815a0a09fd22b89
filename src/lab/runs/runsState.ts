/** @file What the page knows of its kept runs, as plain data. Only the shelf writes it. */
import type { KeptRun } from '../../core/experiment/keptRun.ts';
import type { StorageReport } from '../../workers/storage/protocol.ts';
import type { BackendName } from '../../workers/training/protocol.ts';
import type { Difference } from './differences.ts';

export interface RunsState {
  readonly isLoaded: boolean;
  /** Newest first; what was deleted is not among them */
  readonly runs: readonly KeptRun[];
  /** The run that is on this page; null where there is none, or it is not kept */
  readonly activeId: string | null;
  /** The second of two runs that are side by side; null where there is none, or it is not kept */
  readonly rivalId: string | null;
  /** The run that a sweep trains; null where there is none, or it is not kept */
  readonly sweepId: string | null;
  /** Runs that another tab has open: this one may only read them */
  readonly elsewhere: ReadonlySet<string>;
  /** Null until the worker has answered */
  readonly storage: StorageReport | null;
  readonly space: StorageSpace | null;
  /** Why the run on the page is not being saved; null while it is */
  readonly savingProblem: string | null;
  /** The run that is being opened, packed or taken in, so that it is not asked for twice */
  readonly busyId: string | null;
  /** A run is to be taken up again where its numbers may come out differently: ask first */
  readonly question: ResumeQuestion | null;
  /** The form holds a change of this run */
  readonly changeOf: KeptRun | null;
  /** Runs chosen to be compared, in the order they were chosen */
  readonly chosen: readonly string[];
  readonly order: RunOrder;
}

export const runOrders = ['newest', 'name', 'largest', 'best'] as const;
export type RunOrder = (typeof runOrders)[number];

/** Most runs that are compared at once */
export const mostCompared = 10;

export interface StorageSpace {
  /** Bytes that this site may use, about */
  readonly quota: number;
  /** Bytes that it uses, everything of it included */
  readonly used: number;
  /** The browser has promised not to clear it by itself */
  readonly isPersistent: boolean;
}

export interface ResumeQuestion {
  readonly run: KeptRun;
  readonly differences: readonly Difference[];
  /** A backend that works here and would make it exact; null where there is none */
  readonly exactBackend: BackendName | null;
}

export type RunStanding = 'here' | 'elsewhere' | 'paused' | 'finished' | 'failed';

/** Where a run stands, for its badge. */
export function standingOf(
  run: KeptRun,
  { activeId, rivalId, sweepId, elsewhere }: Pick<RunsState, 'activeId' | 'rivalId' | 'sweepId' | 'elsewhere'>,
) {
  if (run.id === activeId || run.id === rivalId || run.id === sweepId) return 'here';
  if (elsewhere.has(run.id)) return 'elsewhere';
  // One that trained when its page closed stands where its last snapshot does.
  return run.phase === 'training' ? 'paused' : run.phase;
}

export const bytesOf = ({ recordBytes, snapshotBytes }: KeptRun): number => recordBytes + snapshotBytes;

export const initialRuns: RunsState = {
  isLoaded: false,
  runs: [],
  activeId: null,
  rivalId: null,
  sweepId: null,
  elsewhere: new Set(),
  storage: null,
  space: null,
  savingProblem: null,
  busyId: null,
  question: null,
  changeOf: null,
  chosen: [],
  order: 'newest',
};
