/** @file The lessons by the words they are offered with. Their cards are elsewhere: they are loaded when one is opened. */
import type { LessonName } from '../../lab/lesson/lessons.ts';

export interface LessonWords {
  readonly title: string;
  readonly minutes: number;
  /** What there is to learn, in a sentence */
  readonly teaches: string;
}

export const lessonWords: Readonly<Record<LessonName, LessonWords>> = {
  collapse: {
    title: 'Representation collapse',
    minutes: 10,
    teaches:
      'Two runs side by side, one collapsing: what the numbers show, what the pictures do not, and what a control does to a good story.',
  },
  beyond: {
    title: 'Going beyond the demonstrations',
    minutes: 15,
    teaches:
      'PPO takes over where imitation ends: without an anchor, with one that holds, and with one that lets go. What is won, what is lost, and how sure that is.',
  },
};
