import { expect, test } from 'vitest';
import type { EvaluationRecord, RepresentationRecord } from '../../core/experiment/records.ts';
import type { SideReading } from '../../lab/lesson/sideReading.ts';
import { controlQuestion, informationQuestion, manyStepsQuestion, rankQuestion } from './collapseQuestions.ts';

/** An evaluation of 100 episodes with an interval of ± 10 points */
const rate = (successes: number, steps = 1) =>
  ({
    steps,
    episodes: 100,
    successes,
    wilson: [successes / 100 - 0.1, successes / 100 + 0.1],
  }) as unknown as EvaluationRecord;

const spread = (effectiveRank: number, meanNorm = 1, linearProbeR2?: number) =>
  ({ effectiveRank, meanNorm, linearProbeR2 }) as RepresentationRecord;

interface Side {
  readonly ranks?: readonly [number, number];
  readonly norm?: number;
  readonly probe?: number;
  readonly one?: number;
  readonly many?: number;
  readonly isFinished?: boolean;
}

const side = ({ ranks = [4, 4], norm = 1, probe, one = 50, many = 50, isFinished = true }: Side = {}): SideReading => ({
  step: isFinished ? 100 : 40,
  steps: 100,
  isFinished,
  spread: { first: spread(ranks[0]), last: spread(ranks[1], norm, probe) },
  before: null,
  success: { one: rate(one), many: rate(many, 32) },
  updates: null,
});

const seen = (a: SideReading | null, b: SideReading | null) => ({ rescue: { a, b } });
const verdicts = (judge: (choice: number) => { verdict: string }, choices: readonly string[]) =>
  choices.map((_, choice) => judge(choice).verdict);

test('the effective rank is judged by what the run measured, whichever way it went', () => {
  const judge = (first: number, last: number) => {
    const runs = seen(side({ ranks: [first, last] }), side());
    return verdicts((choice) => rankQuestion.judge(choice, runs), rankQuestion.choices);
  };
  expect(judge(4, 2)).toEqual(['right', 'wrong', 'wrong']);
  expect(judge(4, 4.1)).toEqual(['wrong', 'right', 'wrong']);
  expect(judge(2, 4)).toEqual(['wrong', 'wrong', 'right']);
});

test('numbers of runs that go on are said to be so far', () => {
  expect(rankQuestion.judge(0, seen(side({ isFinished: false }), side())).text).toMatch(/^So far/);
  expect(rankQuestion.judge(0, seen(side(), side())).text).toMatch(/^In the end/);
});

test('an answer is only noted while the runs have not said what is right', () => {
  const early = side({ isFinished: false });
  for (const question of [manyStepsQuestion, controlQuestion]) {
    expect(question.judge(0, seen(early, early)).verdict).toBe('open');
    expect(question.judge(0, seen(null, null)).verdict).toBe('open');
  }
  expect(manyStepsQuestion.judge(0, seen(early, early)).text).toContain('step 40 of 100');
});

test('32 steps rescue a run only where the two intervals do not touch', () => {
  const judge = (many: number) => manyStepsQuestion.judge(0, seen(side({ one: 10, many }), side({ one: 80 })));
  expect(judge(80)).toMatchObject({ verdict: 'right', text: expect.stringContaining('paper describes') });
  expect(judge(15)).toMatchObject({ verdict: 'wrong', text: expect.stringContaining('change nothing') });
  expect(judge(15).text).toContain('A: 10 of 100 (0–20 %) with 1 step, 15 of 100 (5–25 %) with 32.');
});

test('readings that are lost are told from readings that are only written small', () => {
  const judge = (probe: number | undefined, norm: number) => {
    const runs = seen(side({ norm, probe }), side({ norm: 30, probe: 1 }));
    return verdicts((choice) => informationQuestion.judge(choice, runs), informationQuestion.choices);
  };
  expect(judge(0.3, 0.001)).toEqual(['right', 'wrong', 'wrong']);
  expect(judge(0.99, 0.001)).toEqual(['wrong', 'right', 'wrong']);
  expect(judge(0.99, 25)).toEqual(['wrong', 'wrong', 'right']);
  expect(judge(undefined, 25)).toEqual(['open', 'open', 'open']);
});

test('the control is compared with the run it replaced, and decides nothing where the loss gained nothing', () => {
  const judge = (choice: number, collapsed: number, rescued: number, control: number) =>
    controlQuestion.judge(choice, {
      rescue: { a: side({ one: collapsed }), b: side({ one: rescued }) },
      control: { a: side({ one: collapsed }), b: side({ one: control }) },
    });
  expect(judge(0, 10, 80, 75)).toMatchObject({
    verdict: 'right',
    text: expect.stringContaining('has to beat this control'),
  });
  expect(judge(1, 10, 80, 20)).toMatchObject({
    verdict: 'right',
    text: expect.stringContaining('LayerNorm keeps the length'),
  });
  expect(judge(2, 10, 50, 90)).toMatchObject({ verdict: 'right', text: expect.stringContaining('beats the loss') });
  expect(judge(0, 50, 55, 52).text).toContain('no gain');
});
