/** @file What the Speed view shows, as plain data. Only `Board` writes it. */
import type { BoardGpu, BoardLine, BoardName, BoardStanding } from '../../workers/board/protocol.ts';

export interface BoardState {
  /** Null until it was looked for */
  readonly gpu: BoardGpu | null;
  readonly chosen: readonly BoardName[];
  /** Turns of each thing compared */
  readonly rounds: number;
  /** Whether the GPU is measured too, where there is one; null: yes, unless it is one in software */
  readonly wantsGpu: boolean | null;
  /** What is being measured; null while nothing is */
  readonly standing: BoardStanding | null;
  /** What went wrong last, in a sentence or two; null where nothing did */
  readonly problem: string | null;
  readonly report: BoardReport | null;
}

/** One board, as far as it came */
export interface BoardReport {
  readonly lines: readonly BoardLine[];
  readonly machine: BoardMachine;
}

/** What the figures were measured on: without it a time means nothing. */
export interface BoardMachine {
  /** As it calls itself */
  readonly browser: string;
  readonly cores: number;
  /** Name of the GPU, or why there is none */
  readonly adapter: string;
  readonly rounds: number;
  /** ISO 8601 */
  readonly startedAt: string;
  readonly versions: Readonly<Record<string, string>>;
}

export const boardNames = ['trainingStep', 'latency', 'tsne', 'growth'] as const satisfies readonly BoardName[];

export const boardRounds = [5, 20] as const;

export const initialBoard: BoardState = {
  gpu: null,
  chosen: boardNames,
  rounds: 20,
  wantsGpu: null,
  standing: null,
  problem: null,
  report: null,
};

/** Whether the GPU is measured when the board is started now. */
export function takesGpu({ gpu, wantsGpu }: Pick<BoardState, 'gpu' | 'wantsGpu'>): boolean {
  if (!gpu?.adapter) return false;
  return wantsGpu ?? !gpu.adapter.isSoftware;
}
