/** @file Which lesson is open, and at which step: `lesson=collapse:3` in the address. */
import { recall, remember } from '../memory.ts';
import type { LessonStage } from './lessonPlan.ts';
import { type LessonName, type LessonStepId, lessonNames, planOf } from './lessons.ts';

export interface LessonPlace {
  readonly name: LessonName;
  /** From 1, as people count */
  readonly step: number;
}

/** What the step sets, under its name */
export function stageAt({ name, step }: LessonPlace): LessonStage & { readonly id: LessonStepId } {
  return planOf(name).steps[step - 1] as LessonStage & { readonly id: LessonStepId };
}

/** @returns what stands in the address; the first step goes without saying */
export function lessonText({ name, step }: LessonPlace): string {
  return step === 1 ? name : `${name}:${step}`;
}

/** Reads an address's text. A step that there is not is reported, and the lesson begins at its first. */
export function readLesson(text: string): { readonly place: LessonPlace | null; readonly problem: string | null } {
  const [said, number, ...more] = text.split(':');
  const name = lessonNames.find((candidate) => candidate === said);
  if (name === undefined || more.length > 0) {
    return { place: null, problem: `lesson: expected one of ${lessonNames.join(', ')}, received ${text || 'nothing'}` };
  }
  if (number === undefined) return { place: { name, step: 1 }, problem: null };
  const count = planOf(name).steps.length;
  const step = /^\d{1,3}$/.test(number) ? Number(number) : 0;
  if (step >= 1 && step <= count) return { place: { name, step }, problem: null };
  const problem = `lesson: expected a step from 1 to ${count} after ${name}:, received ${number || 'nothing'}`;
  return { place: { name, step: 1 }, problem };
}

/** The lessons that were left on the way, also at an earlier visit */
function placesLeft(): LessonPlace[] {
  const texts = recall('lesson')?.split(',') ?? [];
  return texts.flatMap((text) => readLesson(text).place ?? []);
}

/** Where a lesson was left; null where it was not, or was seen to its end. */
export function placeLeft(name: LessonName): LessonPlace | null {
  return placesLeft().find((place) => place.name === name) ?? null;
}

/** @param place null: there is nothing to go on with */
export function rememberPlace(name: LessonName, place: LessonPlace | null): void {
  const places = [...placesLeft().filter((other) => other.name !== name), ...(place ? [place] : [])];
  remember('lesson', places.length > 0 ? places.map(lessonText).join(',') : null);
}
