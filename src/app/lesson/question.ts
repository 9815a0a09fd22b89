/** @file What a step of the lesson asks, and how an answer is judged: by what is known, or by what the runs came to. */
import type { ActReadings, PairReading } from '../../lab/lesson/lessonState.ts';

/** What the runs show when an answer is judged: as they stand, or as they were when the next took their place */
export type Seen = ActReadings;

const nothing: PairReading = { a: null, b: null };

/** @param act name of the training */
export const seenOf = (seen: Seen, act: string): PairReading => seen[act] ?? nothing;

export type Verdict = 'right' | 'wrong' | 'open';

export interface Judgement {
  readonly verdict: Verdict;
  /** Why, for whoever was wrong too */
  readonly text: string;
}

export interface Question {
  readonly ask: string;
  readonly choices: readonly string[];
  /** @param choice index of the choice that was pressed */
  judge(choice: number, seen: Seen): Judgement;
}

/** How a verdict is said. An open one is a prediction: the runs have not answered yet. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  right: 'Right.',
  wrong: 'Not quite.',
  open: 'Noted.',
};

/** A question whose answer does not depend on a run: each choice has its own explanation. */
export function knownQuestion(ask: string, answers: readonly (readonly [choice: string, Judgement])[]): Question {
  return {
    ask,
    choices: answers.map(([choice]) => choice),
    judge: (choice) => answers[choice][1],
  };
}

export const right = (text: string): Judgement => ({ verdict: 'right', text });
export const wrong = (text: string): Judgement => ({ verdict: 'wrong', text });
export const open = (text: string): Judgement => ({ verdict: 'open', text });

/** The verdict where the runs say which choice is the right one. */
export const verdictOf = (choice: number, answer: number): Verdict => (choice === answer ? 'right' : 'wrong');
