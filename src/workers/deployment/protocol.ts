/** @file The deployment worker's contract: a policy becomes a bundle, a bundle is checked, a runner's log is read. */
import type { ClosedLoopCheck, ClosedLoopSide } from '../../core/export/closedLoop.ts';
import type { CallTimes, GraphLatency } from '../../core/export/graphLatency.ts';
import type { Manifest } from '../../core/export/manifest.ts';
import type { RunnerLog } from '../../core/export/runnerLog.ts';
import type { VectorCheck } from '../../core/export/vectorCheck.ts';

export type { CallTimes, ClosedLoopCheck, ClosedLoopSide, GraphLatency, Manifest, VectorCheck };

/** A file that is no bundle rejects with a `BundleError`, one that is no log with a `RunnerLogError`. */
export type DeploymentService = {
  requests: {
    /** Plays the policy for its test vectors, and writes its bundle. */
    make: { input: MakeInput; output: { readonly file: Blob }; progress: string };
    /** Reads a bundle: sums, schema, graph and test vectors are found to fit together, or it is refused. */
    open: { input: { readonly file: Blob }; output: OpenedBundle };
    /** Answers the test vectors in onnxruntime-web. */
    checkVectors: { input: { readonly file: Blob }; output: VectorsAnswer };
    /** Plays the exported graph and the trainer from the same initial states, with the same noise. */
    playClosedLoop: { input: ClosedLoopInput; output: ClosedLoopCheck; progress: Progress };
    /** Times onnxruntime-web at batch 1 over the ladder of K, and a loop with nothing in it. */
    timeLatency: { input: LatencyInput; output: LatencyAnswer; progress: Progress };
    readLog: { input: { readonly file: Blob }; output: OpenedLog };
  };
  events: Record<never, never>;
};

export interface Progress {
  readonly done: number;
  readonly planned: number;
}

export interface MakeInput {
  /** Bytes of a policy file */
  readonly policy: Uint8Array;
  /** Name of the training run */
  readonly run: string;
  /** Denoising steps K of the graph */
  readonly steps: number;
  /** SHA-256 of the demonstrations, hexadecimal; null where it is not known */
  readonly demonstrationsSha256: string | null;
  readonly evaluation: readonly EvaluatedRung[];
  readonly appVersion: string;
  /** ISO 8601 */
  readonly createdAt: string;
  /** One port to each physics worker that may play episodes */
  readonly physics: readonly MessagePort[];
}

/** What the lab's own evaluation came to with K steps */
export interface EvaluatedRung {
  /** Training step of the weights */
  readonly step: number;
  /** Denoising steps K */
  readonly steps: number;
  readonly episodes: number;
  readonly successes: number;
  readonly meanReturn: number;
}

export interface OpenedBundle {
  readonly manifest: Manifest;
  /** A policy file of the weights in the graph: what the One step view looks into */
  readonly policy: Uint8Array;
  /** Bytes of policy.onnx */
  readonly onnx: Uint8Array;
}

export interface VectorsAnswer extends VectorCheck {
  /** What ran the graph, with its version */
  readonly runtime: string;
}

export interface ClosedLoopInput {
  readonly file: Blob;
  readonly physics: readonly MessagePort[];
  readonly episodes: number;
  /** Episode i is played from seed + i */
  readonly seed: number;
}

export interface LatencyInput {
  readonly file: Blob;
  /** The numbers of steps K to time */
  readonly steps: readonly number[];
}

export interface LatencyAnswer {
  readonly ladder: readonly GraphLatency[];
  readonly emptyLoop: CallTimes;
  /** Milliseconds that one more step takes at the median */
  readonly slope: number | null;
  /** Milliseconds between two ticks of the browser's clock: no time is known more finely */
  readonly clockTick: number;
}

/** A runner's log as columns: one entry a control step. */
export interface OpenedLog extends Pick<RunnerLog, 'header' | 'events' | 'summary'> {
  readonly episodes: readonly LoggedEpisode[];
  /** Milliseconds since the run began */
  readonly timeMs: Float64Array;
  /** NaN where the action came from a chunk that was drawn before */
  readonly inferenceMs: Float64Array;
  /** How long after its scheduled time the step began */
  readonly latenessMs: Float64Array;
  readonly observationAgeMs: Float64Array;
  /** 1 where the command left after the deadline */
  readonly missed: Uint8Array;
  /** 1 where a safety rule changed what the policy asked for */
  readonly limited: Uint8Array;
  /** Joint positions of the simulator, `[steps, qpos]`; null where the robot has none to tell */
  readonly states: Float64Array | null;
}

export interface LoggedEpisode {
  readonly episode: number;
  /** Its first step among all */
  readonly first: number;
  /** Steps, at least 1 */
  readonly count: number;
  /** Null where nobody could tell, or the run was cut off in it */
  readonly success: boolean | null;
}
