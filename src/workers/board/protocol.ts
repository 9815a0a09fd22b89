/** @file The board worker's contract: what the lab's speed is on this machine, part by part. */
import type { BoardLine, BoardName, BoardStanding } from '../../core/board/board.ts';
import type { GpuAdapter } from '../../core/policy/gpuAdapter.ts';
import type { BackendName } from '../../core/policy/tensorBackend.ts';

export type { BackendName, BoardLine, BoardName, BoardStanding, GpuAdapter };

export type BoardService = {
  requests: {
    /** Which GPU there is to measure on. */
    look: { input: undefined; output: BoardGpu };
    /** Takes the measurements, and tells of each part as it begins and as it is done. */
    measure: { input: MeasureInput; output: undefined; progress: BoardProgress };
  };
  events: Record<never, never>;
};

export type BoardGpu =
  | { readonly adapter: GpuAdapter; readonly problem: null }
  /** Why there is none, in a sentence */
  | { readonly adapter: null; readonly problem: string };

export interface MeasureInput {
  readonly measurements: readonly BoardName[];
  readonly backends: readonly BackendName[];
  /** Turns of each thing compared */
  readonly rounds: number;
}

export type BoardProgress =
  | ({ readonly kind: 'begin' } & BoardStanding)
  | { readonly kind: 'line'; readonly line: BoardLine };
