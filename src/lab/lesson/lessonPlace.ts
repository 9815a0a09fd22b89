/** @file Which lesson is open, and at which step: `lesson=collapse:3` in the address. */

/** The lessons there are, each with its steps in order. A step's name stands for it where it is told, never its number. */
export const lessons = {
  collapse: ['doors', 'two-runs', 'rank', 'picture', 'success', 'information', 'control', 'your-turn'],
} as const;

export type LessonName = keyof typeof lessons;
export type LessonStepId = (typeof lessons)[LessonName][number];

export interface LessonPlace {
  readonly name: LessonName;
  /** From 1, as people count */
  readonly step: number;
}

export const lessonNames = Object.keys(lessons) as LessonName[];

export function stepIdAt({ name, step }: LessonPlace): LessonStepId {
  return lessons[name][step - 1];
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
  const count = lessons[name].length;
  const step = /^\d{1,3}$/.test(number) ? Number(number) : 0;
  if (step >= 1 && step <= count) return { place: { name, step }, problem: null };
  const problem = `lesson: expected a step from 1 to ${count} after ${name}:, received ${number || 'nothing'}`;
  return { place: { name, step: 1 }, problem };
}
