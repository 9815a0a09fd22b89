import { expect, test } from 'vitest';
import type { EvaluationRecord } from '../../core/experiment/records.ts';
import { comparisonsOf, outcomesAt, returnComparisonsOf } from './sideOutcomes.ts';

function evaluation(step: number, steps: number, successes: readonly boolean[]): EvaluationRecord {
  const outcomes = successes.map((success, i) => ({ seed: i, length: 4, return: success ? 2 : 1, success }));
  return {
    ...{ kind: 'evaluation', step, steps, episodes: successes.length, successes: successes.filter(Boolean).length },
    ...{ wilson: [0, 1], meanReturn: 0, returnInterval: [0, 0], latencyMs: null, outcomes },
  };
}

const lost = [false, false, false];
const won = [true, true, true];

const success = {
  a: { bySteps: { 1: [100, 200, 300].map((step) => evaluation(step, 1, lost)), 32: [evaluation(100, 32, won)] } },
  b: { bySteps: { 1: [100, 200].map((step) => evaluation(step, 1, won)), 32: [evaluation(100, 32, won)] } },
};

const said = ({ rows }: ReturnType<typeof outcomesAt>) =>
  rows.map(({ side, steps, record }) => `${side}${steps}: ${record ? `step ${record.step}` : 'none'}`);

test('all four rows are of one training step, the newest that has all four', () => {
  const outcomes = outcomesAt(success, null);
  expect(outcomes.step).toBe(100);
  expect(said(outcomes)).toEqual(['a1: step 100', 'a32: step 100', 'b1: step 100', 'b32: step 100']);
});

test('the cursor goes to the nearest step that both sides have', () => {
  const later = {
    a: { bySteps: { 1: success.a.bySteps[1], 32: [] } },
    b: { bySteps: { 1: success.b.bySteps[1], 32: [] } },
  };
  expect(outcomesAt(later, 290).step).toBe(200);
  expect(said(outcomesAt(later, 290))).toEqual(['a1: step 200', 'a32: none', 'b1: step 200', 'b32: none']);
});

test('runs that share no evaluated step show their own newest, and are not compared', () => {
  const apart = { a: { bySteps: { 1: [evaluation(100, 1, won)] } }, b: { bySteps: { 1: [evaluation(150, 1, lost)] } } };
  const outcomes = outcomesAt(apart, null);
  expect(outcomes.step).toBeNull();
  expect(said(outcomes)).toEqual(['a1: step 100', 'a32: none', 'b1: step 150', 'b32: none']);
  expect(comparisonsOf(outcomes)).toEqual([]);
});

test('each number of denoising steps is compared by itself', () => {
  const [one, many] = comparisonsOf(outcomesAt(success, null));
  expect(one).toMatchObject({ steps: 1, both: 0, onlyA: 0, onlyB: 3, neither: 0 });
  expect(many).toMatchObject({ steps: 32, both: 3, onlyA: 0, onlyB: 0, pValue: 1 });
  expect(returnComparisonsOf(outcomesAt(success, null))).toMatchObject([
    { steps: 1, mean: 1 },
    { steps: 32, mean: 0 },
  ]);
});
