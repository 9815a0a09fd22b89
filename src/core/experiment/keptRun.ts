/** @file A kept run: what is remembered of a training run, as plain data. Its records and snapshots lie beside it. */
import type { Experiment } from './experiment.ts';
import type { EvaluationRecord } from './records.ts';

/** Version of this layout; older ones are brought up to it by `core/runs/migrations.ts`. */
export const keptRunVersion = 2;

/** Colours that a run can have on the page: indices into its palette */
export const runColours = 10;

export type KeptPhase = 'training' | 'paused' | 'finished' | 'failed';

export interface KeptRun {
  readonly version: typeof keptRunVersion;
  readonly id: string;
  readonly name: string;
  readonly note: string;
  /** 0 … `runColours` − 1 */
  readonly colour: number;
  /** Every setting, defaults written out */
  readonly experiment: Experiment;
  readonly origin: RunOrigin;
  /** Milliseconds since 1970 */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Seconds that it trained: pauses do not count */
  readonly trainingSeconds: number;
  /** Seconds that it was open, pauses included */
  readonly wallSeconds: number;
  readonly phase: KeptPhase;
  /** What its training said last, where something went wrong */
  readonly message: string | null;
  readonly step: number;
  /** The rungs of the newest evaluation, without its episodes */
  readonly lastEvaluation: readonly EvaluationSummary[];
  readonly recordCount: number;
  /** Bytes that the records take, about */
  readonly recordBytes: number;
  readonly snapshotBytes: number;
  /** Step from which it can be taken up again; null before the first snapshot */
  readonly snapshotStep: number | null;
  /** When it was deleted; it can be brought back until it is swept away. Null where it was not. */
  readonly deletedAt: number | null;
}

/** What a run's numbers depend on beside its settings. */
export interface RunOrigin {
  /** By package: onestep-lab, tfjs, mujoco */
  readonly versions: Readonly<Record<string, string>>;
  readonly backend: string;
  readonly adapter: string | null;
  readonly userAgent: string;
  /** SHA-256 of the demonstration file, hexadecimal */
  readonly demonstrationsHash: string;
  /** Numbers that the network learns */
  readonly parameters: number;
  /** Seed of the first evaluation episode; null where none was played yet */
  readonly evaluationSeed: number | null;
  /** What it was fine-tuned from; null where it was not */
  readonly parent: RunParent | null;
}

/** The stage 1 policy that a run of stage 2 began from. */
export interface RunParent {
  /** SHA-256 of the policy file, hexadecimal */
  readonly policyHash: string;
  /** Training step of its weights */
  readonly step: number;
  /** The kept run that it is of, if it is still kept; null for a policy that comes with the lab */
  readonly runId: string | null;
  /** What the run, or the shipped policy, was called */
  readonly name: string;
}

export type EvaluationSummary = Pick<EvaluationRecord, 'step' | 'steps' | 'episodes' | 'successes' | 'meanReturn'>;

/** What may be changed of a run that is kept; who, what and when it was stay as they are. */
export type RunChange = Partial<
  Pick<
    KeptRun,
    | 'name'
    | 'note'
    | 'colour'
    | 'updatedAt'
    | 'trainingSeconds'
    | 'wallSeconds'
    | 'phase'
    | 'message'
    | 'step'
    | 'deletedAt'
    | 'origin'
  >
>;

/** Longest name and note, in characters */
export const nameLimit = 120;
export const noteLimit = 4000;
