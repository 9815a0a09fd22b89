/** @file Two runs side by side, as plain data: what the second sets otherwise, and which one stands still. */
import type { DraftTexts } from '../draft.ts';
import type { LabState, RunPhase } from '../labState.ts';

/** A is the lab's own run; B is its rival, with A's settings but for a few. */
export const sides = ['a', 'b'] as const;
export type Side = (typeof sides)[number];

export interface PairState {
  /** What B sets otherwise than A, by setting, as the form has it: valid or not */
  readonly changes: DraftTexts;
  /** The side that play, pause, step and reset leave as it is: a reference for the other; null: both move */
  readonly frozen: Side | null;
  /** B has its workers: its run, or a record, is on the page until it is put away */
  readonly isOpen: boolean;
}

export const initialPair: PairState = { changes: {}, frozen: null, isOpen: false };

/** How a side is called where a person reads of it */
export const sideNames: Readonly<Record<Side, string>> = { a: 'Run A', b: 'Run B' };

/** What play, pause, step and reset act on. */
export function movingSides({ frozen }: Pick<PairState, 'frozen'>): readonly Side[] {
  return sides.filter((side) => side !== frozen);
}

/** What the transport may do, with however many runs. */
export interface TransportStanding {
  /** Pause is what there is to do */
  readonly isTraining: boolean;
  /** There is a run to begin or to go on with, and none that is just starting */
  readonly canMove: boolean;
  /** A run stands still before its end: play goes on with it */
  readonly isPaused: boolean;
  /** All there is has finished or failed */
  readonly hasEnded: boolean;
  readonly canReset: boolean;
}

/** @param moving the states of the runs that the transport acts on */
export function standingOfTransport(moving: readonly Pick<LabState, 'run' | 'backend'>[]): TransportStanding {
  const phases = moving.map(({ run }): RunPhase | null => run?.phase ?? null);
  const isAny = (...wanted: (RunPhase | null)[]) => phases.some((phase) => wanted.includes(phase));
  const isTraining = isAny('training');
  const hasBackend = moving.every(({ backend }) => backend.problem === null);
  return {
    isTraining,
    canMove: hasBackend && !isTraining && !isAny('starting') && isAny(null, 'paused'),
    isPaused: isAny('paused'),
    hasEnded: phases.every((phase) => phase === 'finished' || phase === 'failed'),
    canReset: isAny('starting', 'training', 'paused', 'finished', 'failed'),
  };
}
