/** @file Where the reader of a lesson stands, as plain data. */
import type { Side } from '../pair/pairState.ts';
import type { ActName } from './collapseActs.ts';
import type { LessonStepId } from './lessonPlace.ts';
import type { SideReading } from './sideReading.ts';

export type PairReading = Readonly<Record<Side, SideReading | null>>;

export interface LessonState {
  /** Which choice was pressed, by step, from 0 */
  readonly answers: Readonly<Partial<Record<LessonStepId, number>>>;
  /** What is trained, or was last; null: nothing yet */
  readonly act: ActName | null;
  /** A run that is not the lesson's stands where its own would: it is asked before it is put away */
  readonly isAsking: boolean;
  /** What the first act came to, once the second has taken its place */
  readonly remembered: PairReading | null;
  /** What the lab has recorded of the first act, where nothing can be trained */
  readonly recorded: PairReading | null;
}

export const initialLesson: LessonState = { answers: {}, act: null, isAsking: false, remembered: null, recorded: null };
