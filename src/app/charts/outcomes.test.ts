import { expect, test } from 'vitest';
import type { EvaluationRecord } from '../../core/experiment/records.ts';
import { latestTogether, outcomePoints } from './outcomes.ts';

const record = (step: number, steps: number, successes = 5) =>
  ({ step, steps, episodes: 10, successes, wilson: [0.2, 0.8], meanReturn: 7 }) as unknown as EvaluationRecord;

test('what stands side by side is of the same weights, even while 32 steps lag behind', () => {
  const chart = { bySteps: { 1: [record(100, 1), record(200, 1)], 32: [record(100, 32)] }, paired: null };
  expect(latestTogether(chart).map(({ step, steps }) => [step, steps])).toEqual([
    [100, 1],
    [100, 32],
  ]);
  expect(latestTogether({ bySteps: { 1: [record(100, 1)] }, paired: null })).toHaveLength(1);
  expect(latestTogether({ bySteps: {}, paired: null })).toEqual([]);
});

test('a point has both step counts, each with the way down and up to its interval', () => {
  const chart = { bySteps: { 1: [record(100, 1)], 32: [record(100, 32, 8), record(200, 32)] }, paired: null };
  const points = outcomePoints(chart, 'success');
  expect(points.map(({ step }) => step)).toEqual([100, 200]);
  expect(points[0].oneError![0]).toBeCloseTo(0.3);
  expect(points[0].manyError![1]).toBeCloseTo(0);
  expect(points[1].one).toBeUndefined();
});
