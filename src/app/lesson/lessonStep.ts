/** @file One card of a lesson. */
import type { LessonStepId } from '../../lab/lesson/lessons.ts';
import type { GuideStep } from '../guide/Guide.tsx';
import type { Question } from './question.ts';

export interface LessonStep extends GuideStep {
  readonly id: LessonStepId;
  /** Printed as a list below the text */
  readonly points?: readonly string[];
  readonly question: Question;
}
