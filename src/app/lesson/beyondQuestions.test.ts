import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { wilsonInterval } from '../../core/evaluation/statistics.ts';
import type { EvaluationRecord } from '../../core/experiment/records.ts';
import { readSweepRecord } from '../../core/experiment/sweep/record.ts';
import { beyondPlan } from '../../lab/lesson/beyondPlan.ts';
import { readRecorded } from '../../lab/lesson/recordedRuns.ts';
import type { SideReading } from '../../lab/lesson/sideReading.ts';
import {
  anchoredQuestion,
  freeQuestion,
  letGoQuestion,
  manyStepsAfterQuestion,
  pairedQuestion,
} from './beyondQuestions.ts';
import type { Question, Seen } from './question.ts';

/** 100 episodes, of which the first so many succeed */
const rate = (successes: number, steps = 1): EvaluationRecord => ({
  ...{ kind: 'evaluation', step: 0, steps, episodes: 100, successes, meanReturn: 0, returnInterval: [0, 0] },
  ...{ wilson: wilsonInterval(successes, 100), latencyMs: null },
  outcomes: Array.from({ length: 100 }, (_, seed) => ({ seed, length: 1, return: 0, success: seed < successes })),
});

interface Run {
  readonly before?: number | null;
  readonly one: number;
  readonly many?: number;
  readonly isFinished?: boolean;
}

const run = ({ before = 50, one, many = 100, isFinished = true }: Run) => {
  const a: SideReading = {
    ...{ step: isFinished ? 100 : 40, steps: 100, isFinished, spread: null, updates: null },
    before: before === null ? null : { one: rate(before), many: rate(100, 32) },
    success: { one: rate(one), many: rate(many, 32) },
  };
  return { a, b: null };
};

const verdicts = (question: Question, seen: Seen) =>
  question.choices.map((_, choice) => question.judge(choice, seen).verdict);

test('no answer is judged before the run that answers it has ended', () => {
  const early = run({ one: 0, isFinished: false });
  const seen = { forget: early, 'held-back': early, improve: early };
  for (const question of [freeQuestion, anchoredQuestion, letGoQuestion, pairedQuestion, manyStepsAfterQuestion]) {
    expect(question.judge(0, seen)).toMatchObject({ verdict: 'open', text: expect.stringContaining('step 40 of 100') });
    expect(question.judge(0, {}).verdict).toBe('open');
  }
});

test('without an anchor, what the run came to decides: forgotten, alike, or learned all the same', () => {
  const judge = (one: number) => verdicts(freeQuestion, { forget: run({ one }) });
  expect(judge(98)).toEqual(['right', 'wrong', 'wrong']);
  expect(judge(52)).toEqual(['wrong', 'right', 'wrong']);
  expect(judge(0)).toEqual(['wrong', 'wrong', 'right']);
  const say = (one: number) => freeQuestion.judge(2, { forget: run({ one }) }).text;
  expect(say(0)).toContain('nothing to learn from');
  // Something still succeeds: that there is nothing to learn from would be false.
  expect(say(20)).not.toContain('nothing to learn from');
  expect(say(98)).toContain('without any anchor');
});

test('the run that was held is judged against stage 1, the one that was let go against the run that was held', () => {
  const seen = { 'held-back': run({ one: 55 }), improve: run({ one: 98 }) };
  expect(verdicts(anchoredQuestion, seen)).toEqual(['wrong', 'right', 'wrong']);
  expect(verdicts(letGoQuestion, seen)).toEqual(['right', 'wrong', 'wrong']);
  expect(verdicts(letGoQuestion, { ...seen, improve: run({ one: 30 }) })).toEqual(['wrong', 'wrong', 'right']);
  expect(verdicts(letGoQuestion, { improve: run({ one: 98 }) })).toEqual(['open', 'open', 'open']);
});

test('pairing counts the episodes that only one of before and after got through', () => {
  const judge = (one: number) => verdicts(pairedQuestion, { improve: run({ one }) });
  expect(judge(98)).toEqual(['right', 'wrong', 'wrong']);
  expect(judge(50)).toEqual(['wrong', 'right', 'wrong']);
  expect(judge(10)).toEqual(['wrong', 'wrong', 'right']);
  const { text } = pairedQuestion.judge(0, { improve: run({ one: 98 }) });
  expect(text).toContain('Only after: 48. Only before: 0');
  expect(pairedQuestion.judge(0, { improve: run({ one: 51 }) }).text).toContain('may well be chance');
});

test('32 steps are compared with 1 step of the fine-tuned network', () => {
  const judge = (one: number, many: number) => verdicts(manyStepsAfterQuestion, { improve: run({ one, many }) });
  expect(judge(60, 100)).toEqual(['right', 'wrong', 'wrong']);
  expect(judge(98, 100)).toEqual(['wrong', 'right', 'wrong']);
  expect(judge(98, 40)).toEqual(['wrong', 'wrong', 'right']);
});

test('where nothing can be trained, the shipped sweep answers all that its record tells', () => {
  const name = 'detour-anchor.sweep.json';
  const record = readSweepRecord(readFileSync(`public/${beyondPlan.recorded.path}`, 'utf8'), name);
  const seen = readRecorded(record, beyondPlan.recorded);
  const isJudged = (question: Question) => verdicts(question, seen).filter((verdict) => verdict === 'right').length;
  expect([freeQuestion, letGoQuestion, manyStepsAfterQuestion].map(isJudged)).toEqual([1, 1, 1]);
  // Single episodes and stage 1 are not in a sweep's record: the numbers are said, and nothing is judged.
  expect(anchoredQuestion.judge(0, seen)).toMatchObject({ verdict: 'open', text: expect.stringContaining('of 100') });
  expect(pairedQuestion.judge(0, seen)).toMatchObject({ verdict: 'open', text: expect.stringContaining('of 100') });
});
