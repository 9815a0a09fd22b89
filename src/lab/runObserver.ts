/** @file What a run tells those who keep it: the run shelf, an exporter, a test. */
import type { Experiment } from '../core/experiment/experiment.ts';
import type { RunParent } from '../core/experiment/keptRun.ts';
import type { RunRecord } from '../core/experiment/records.ts';
import type { BackendReport, RunFacts, SnapshotUpdate } from '../workers/training/protocol.ts';
import type { RunPhase } from './labState.ts';

export interface RunBeginning {
  readonly experiment: Experiment;
  readonly facts: RunFacts;
  readonly backend: BackendReport | null;
  /** Id of the kept run that goes on; null where a new one begins */
  readonly continues: string | null;
  /** Where a new run of stage 2 has its policy from; null in stage 1, from scratch, and where a kept run goes on */
  readonly parent: Pick<RunParent, 'runId' | 'name'> | null;
}

/** Every method is optional and must return at once; what takes longer is the observer's own business. */
export interface RunObserver {
  /** A run stands at `facts.step`, before its first step from there. Also after a recovery, with `continues` as before. */
  runBegan?(beginning: RunBeginning): void;
  /** Embeddings too; their arrays are shared, not copied. */
  runRecorded?(record: RunRecord): void;
  snapshotTaken?(update: SnapshotUpdate): void;
  /** The run goes on from an earlier step: what came after it will come again. */
  runRewound?(step: number): void;
  runPhase?(phase: RunPhase, message: string | null): void;
  /** The run was reset: the page holds it no more. */
  runEnded?(): void;
}
