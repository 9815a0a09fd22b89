import { expect, test } from 'vitest';
import type { EvaluationRecord } from '../../core/experiment/records.ts';
import { compareWithParent, sayReturnVerdict, saySuccessVerdict } from './parentComparison.ts';

/** @param returns of the episodes with seeds 7, 8, …; above 0 is a success */
function evaluation(step: number, steps: number, returns: readonly number[]): EvaluationRecord {
  const outcomes = returns.map((value, i) => ({ seed: 7 + i, length: 5, return: value, success: value > 0 }));
  return {
    ...{ kind: 'evaluation', step, steps, episodes: returns.length, successes: 0, wilson: [0, 1] },
    ...{ meanReturn: 0, returnInterval: [0, 0], latencyMs: null, outcomes },
  };
}

const before = evaluation(0, 1, [0, 0, 0, 0, 0, 0, 0, 1]);
const better = evaluation(900, 1, [1, 2, 1, 2, 1, 2, 1, 1]);

test('the newest evaluation is paired with that of step 0, or the one nearest to the step that is looked at', () => {
  const success = { bySteps: { 1: [before, evaluation(400, 1, [0, 1, 0, 0, 0, 0, 0, 1]), better] } };
  const [newest] = compareWithParent(success, null);
  expect(newest.success).toMatchObject({ step: 900, both: 1, onlyA: 0, onlyB: 7, neither: 0 });
  // 7 of 7 uneven episodes: 2 · 1/2⁷.
  expect(newest.success!.pValue).toBeCloseTo(2 / 128, 12);
  expect(newest.return!.mean).toBeCloseTo(10 / 8, 12);
  expect(compareWithParent(success, 500)[0].success).toMatchObject({ step: 400, onlyB: 1 });
});

test('without what stage 1 did on these episodes, nothing is compared', () => {
  expect(compareWithParent({ bySteps: { 1: [better] } }, null)).toEqual([]);
  expect(compareWithParent({ bySteps: { 1: [before] } }, null)).toEqual([]);
  expect(compareWithParent({ bySteps: { 1: [before, evaluation(900, 1, [1])] } }, null)).toEqual([]);
});

test('a verdict says better, worse, or that the episodes do not tell', () => {
  const [{ success, return: returns }] = compareWithParent({ bySteps: { 1: [before, better] } }, null);
  expect(saySuccessVerdict(success!)).toBe('With 1 step, it does better than before (p = 0.016).');
  expect(saySuccessVerdict({ ...success!, difference: { mean: -0.5, interval: [-1, 0] } })).toContain('worse');
  expect(saySuccessVerdict({ ...success!, pValue: 0.5 })).toContain('8 episodes do not tell');
  expect(sayReturnVerdict(returns!)).toBe('With 1 step, it earns more than before: the interval leaves out 0.');
  expect(sayReturnVerdict({ ...returns!, interval: [-1, 3] })).toContain('do not tell');
});
