/** @file The cards of each lesson. */
import type { LessonName } from '../../lab/lesson/lessons.ts';
import { beyondSteps } from './beyondSteps.ts';
import { collapseSteps } from './collapseSteps.ts';
import type { LessonStep } from './lessonStep.ts';

export const lessonSteps: Readonly<Record<LessonName, readonly LessonStep[]>> = {
  collapse: collapseSteps,
  beyond: beyondSteps,
};
