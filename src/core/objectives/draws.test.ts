import { expect, test } from 'vitest';
import { resolveExperiment } from '../experiment/experiment.ts';
import { drawBatch, drawExamples, drawKeys } from './draws.ts';

const experiment = resolveExperiment({ 'objective.equalTimesShare': 0.25 });

test('the first share of a batch has r = t, the rest r < t, all inside (0, 1)', () => {
  const { t, r, moving } = drawBatch(drawKeys(7), 3, 40, 8, experiment);
  expect(Array.from(t, (value, i) => value === r[i])).toEqual(Array.from({ length: 40 }, (_, i) => i < 10));
  expect(moving).toBe(30);
  expect(r.every((value, i) => value > 0 && value <= t[i] && t[i] < 1)).toBe(true);
});

test('a step draws the same whenever it is asked, another step and another seed draw otherwise', () => {
  const draw = (seed: number, step: number) => drawBatch(drawKeys(seed), step, 16, 8, experiment);
  const expected = draw(7, 3);
  expect(draw(7, 3)).toEqual(expected);
  for (const other of [draw(7, 4), draw(8, 3)]) {
    expect(other.noise).not.toEqual(expected.noise);
    expect(other.t).not.toEqual(expected.t);
  }
});

test('a change of the time settings leaves the noise as it was', () => {
  const [keys, wider] = [drawKeys(7), { ...experiment, 'objective.timeDeviation': 2 }];
  expect(drawBatch(keys, 3, 16, 8, wider).noise).toEqual(drawBatch(keys, 3, 16, 8, experiment).noise);
});

test('every example is seen once an epoch, in another order each time', () => {
  const [keys, count, batch] = [drawKeys(7), 64, 16];
  const epoch = (number: number) =>
    [0, 1, 2, 3].flatMap((step) => [...drawExamples(keys, 4 * number + step, batch, count)]);
  const sorted = Array.from({ length: count }, (_, i) => i);
  expect([...epoch(0)].sort((a, b) => a - b)).toEqual(sorted);
  expect([...epoch(1)].sort((a, b) => a - b)).toEqual(sorted);
  expect(epoch(1)).not.toEqual(epoch(0));
});

test('an epoch leaves out the tail that fills no batch, and a batch larger than the set repeats examples', () => {
  const keys = drawKeys(7);
  const seen = new Set([0, 1, 2].flatMap((step) => [...drawExamples(keys, step, 16, 50)]));
  expect(seen.size).toBe(48);
  const rows = drawExamples(keys, 0, 16, 5);
  expect(rows).toHaveLength(16);
  expect(rows.every((row) => row < 5)).toBe(true);
});
