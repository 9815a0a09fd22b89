/** @file The lessons there are, by the name that the address knows them by. A new one is a plan here and its cards in `app/lesson`. */
import { beyondPlan } from './beyondPlan.ts';
import { collapsePlan } from './collapsePlan.ts';
import type { LessonPlan } from './lessonPlan.ts';

export const lessons = { collapse: collapsePlan, beyond: beyondPlan } as const satisfies Record<string, LessonPlan>;

export type LessonName = keyof typeof lessons;
/** The steps of one lesson, by their own names */
export type StepIdOf<Name extends LessonName> = (typeof lessons)[Name]['steps'][number]['id'];
export type LessonStepId = StepIdOf<LessonName>;

export const lessonNames = Object.keys(lessons) as LessonName[];

export const planOf = (name: LessonName): LessonPlan => lessons[name];

/** What a link to a lesson may set itself, of all that it says. */
export function overridesIn<Said extends object>(name: LessonName, said: Said): Partial<Said> {
  const { overridable } = planOf(name);
  const allowed = Object.entries(said).filter(([key]) => overridable.some((part) => key.startsWith(part)));
  return Object.fromEntries(allowed) as Partial<Said>;
}
