import { expect, test } from 'vitest';
import type { EvaluationRecord, PairedRecord } from '../../core/experiment/records.ts';
import { bestOf, latestTogether, outcomeCurve, pairOf, togetherAt } from './outcomes.ts';

const record = (step: number, steps: number, successes = 5) =>
  ({
    step,
    steps,
    episodes: 10,
    successes,
    wilson: [0.2, 0.8],
    meanReturn: 7,
    returnInterval: [6, 9],
  }) as unknown as EvaluationRecord;
const pair = (step: number) => ({ step, one: 1, many: 32 }) as PairedRecord;

test('what stands side by side is of the same weights, even while 32 steps lag behind', () => {
  const bySteps = { 1: [record(100, 1), record(200, 1)], 32: [record(100, 32)] };
  expect(latestTogether({ bySteps }).map(({ step, steps }) => [step, steps])).toEqual([
    [100, 1],
    [100, 32],
  ]);
  expect(latestTogether({ bySteps: { 1: [record(100, 1)] } })).toHaveLength(1);
  expect(latestTogether({ bySteps: {} })).toEqual([]);
});

test('at a cursor stand the evaluations of the nearest step, and the pairs of that same step', () => {
  const bySteps = { 1: [record(100, 1), record(200, 1)], 32: [record(100, 32)] };
  const at = (step: number) => togetherAt({ bySteps }, step).map((found) => [found.step, found.steps]);
  expect(at(0)).toEqual([
    [100, 1],
    [100, 32],
  ]);
  expect(at(180)).toEqual([[200, 1]]);
  const pairs = [pair(100), pair(150)];
  expect(pairOf(pairs, togetherAt({ bySteps }, 90))?.step).toBe(100);
  expect(pairOf(pairs, togetherAt({ bySteps }, 190))).toBeNull();
  expect(togetherAt({ bySteps: {} }, 5)).toEqual([]);
});

test('a curve has the interval of its own metric', () => {
  const success = outcomeCurve([record(100, 1)], 'success');
  expect([success.value.value(0), success.low.value(0), success.high.value(0)]).toEqual([0.5, 0.2, 0.8]);
  const returns = outcomeCurve([record(100, 1)], 'return');
  expect([returns.value.value(0), returns.low.value(0), returns.high.value(0)]).toEqual([7, 6, 9]);
});

test('of equally good checkpoints the earlier is the best', () => {
  const records = [record(1, 1, 3), record(2, 1, 9), record(3, 1, 9), record(4, 1, 8)];
  expect(bestOf(records, 'success')?.step).toBe(2);
  expect(bestOf([], 'success')).toBeNull();
});
