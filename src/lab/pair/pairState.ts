/** @file Two runs side by side, as plain data: what the second sets otherwise, and which one stands still. */
import type { DraftTexts } from '../draft.ts';

/** A is the lab's own run; B is its rival, with A's settings but for a few. */
export const sides = ['a', 'b'] as const;
export type Side = (typeof sides)[number];

export interface PairState {
  /** What B sets otherwise than A, by setting, as the form has it: valid or not */
  readonly changes: DraftTexts;
  /** The side that play, pause, step and reset leave as it is: a reference for the other; null: both move */
  readonly frozen: Side | null;
}

export const initialPair: PairState = { changes: {}, frozen: null };
