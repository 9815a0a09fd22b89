/** @file What the Export view shows, as plain data. Only `Deployment` writes it. */
import type {
  ClosedLoopCheck,
  LatencyAnswer,
  Manifest,
  OpenedLog,
  Progress,
  VectorsAnswer,
} from '../../workers/deployment/protocol.ts';

export interface DeploymentState {
  /** Key of the policy that was chosen to be exported (`sources.ts`); null: the first there is */
  readonly chosen: string | null;
  /** Denoising steps K of the graph */
  readonly steps: number;
  /** Episodes of the closed loop */
  readonly episodes: number;
  /** What is being done; null while nothing is */
  readonly work: Work | null;
  /** What went wrong last, in a sentence or two; null where nothing did */
  readonly problem: string | null;
  readonly bundle: ShownBundle | null;
  readonly check: BundleCheck;
  readonly log: ShownLog | null;
}

export type Stage = 'making' | 'reading' | 'vectors' | 'closed loop' | 'latency';

export interface Work {
  readonly stage: Stage;
  /** Null where nobody can tell how far it is */
  readonly progress: Progress | null;
}

/** A bundle that was read and found whole */
export interface ShownBundle {
  /** Name of its file */
  readonly name: string;
  /** `made` here, or `opened` from a file */
  readonly origin: 'made' | 'opened';
  readonly file: Blob;
  readonly manifest: Manifest;
  /** A policy file of the weights in its graph */
  readonly policy: Uint8Array;
  /** Bytes of policy.onnx */
  readonly onnx: Uint8Array;
}

/** Each null until it was found out */
export interface BundleCheck {
  readonly vectors: VectorsAnswer | null;
  readonly closedLoop: ClosedLoopCheck | null;
  readonly latency: LatencyAnswer | null;
}

export interface ShownLog {
  /** Name of its file */
  readonly name: string;
  readonly log: OpenedLog;
}

export const noCheck: BundleCheck = { vectors: null, closedLoop: null, latency: null };

export const exportSteps = [1, 2, 5, 10, 32] as const;
export const exportEpisodes = [20, 100] as const;

export const initialDeployment: DeploymentState = {
  chosen: null,
  steps: exportSteps[0],
  episodes: exportEpisodes[0],
  work: null,
  problem: null,
  bundle: null,
  check: noCheck,
  log: null,
};
