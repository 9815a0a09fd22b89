/** @file Where the reader of a lesson stands, as plain data. */
import type { Side } from '../pair/pairState.ts';
import type { LessonName, LessonStepId } from './lessons.ts';
import type { SideReading } from './sideReading.ts';

export type PairReading = Readonly<Record<Side, SideReading | null>>;

/** What the acts have come to, by name, as far as they were trained or recorded */
export type ActReadings = Readonly<Partial<Record<string, PairReading>>>;

export interface LessonState {
  /** The lesson that all but the answers is about; null: none was opened yet */
  readonly lesson: LessonName | null;
  /** Which choice was pressed, by step, from 0 */
  readonly answers: Readonly<Partial<Record<LessonStepId, number>>>;
  /** Name of what is trained, or was last; null: nothing yet */
  readonly act: string | null;
  /** A run that is not the lesson's stands where its own would: it is asked before it is put away */
  readonly isAsking: boolean;
  /** What the acts came to whose place another has taken */
  readonly remembered: ActReadings;
  /** What the lab has recorded of the acts, where nothing can be trained */
  readonly recorded: ActReadings | null;
}

export const initialLesson: LessonState = {
  lesson: null,
  answers: {},
  act: null,
  isAsking: false,
  remembered: {},
  recorded: null,
};
