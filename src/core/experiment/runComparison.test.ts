import { expect, test } from 'vitest';
import { resolveExperiment } from './experiment.ts';
import type { EvaluationRecord } from './records.ts';
import { compareReturn, compareSuccess, pairAcrossSteps, pairEpisodes, whyNotPaired } from './runComparison.ts';

/** @param returns of the episodes with seeds 7, 8, …; above 0 is a success */
function evaluation(returns: readonly number[], change: Partial<EvaluationRecord> = {}): EvaluationRecord {
  const outcomes = returns.map((value, i) => ({ seed: 7 + i, length: 5, return: value, success: value > 0 }));
  return {
    ...{ kind: 'evaluation', step: 100, steps: 1, episodes: returns.length, successes: 0, wilson: [0, 1] },
    ...{ meanReturn: 0, returnInterval: [0, 0], latencyMs: null, outcomes, ...change },
  };
}

const times = (count: number, value: number) => Array.from({ length: count }, () => value);

test('one run alone winning 9 of 10 uneven episodes is p = 22/1024, counted by hand', () => {
  // 4 both, 1 only A, 9 only B, 6 neither.
  const a = evaluation([...times(4, 1), 1, ...times(9, 0), ...times(6, 0)]);
  const b = evaluation([...times(4, 1), 0, ...times(9, 1), ...times(6, 0)]);
  const compared = compareSuccess(a, b)!;
  expect(compared).toMatchObject({ step: 100, steps: 1, episodes: 20, both: 4, onlyA: 1, onlyB: 9, neither: 6 });
  // Two-sided sign test: 2 · (C(10,0) + C(10,1)) / 2¹⁰.
  expect(compared.pValue).toBeCloseTo(22 / 1024, 12);
  expect(compared.difference.mean).toBeCloseTo(0.4, 12);
  // Agresti & Min: half an episode in each cell, (9.5 − 1.5)/22 ± 1.96/22 · √(11 − 64/22).
  expect(compared.difference.interval[0]).toBeCloseTo(8 / 22 - 0.25341, 4);
  expect(compared.difference.interval[1]).toBeCloseTo(8 / 22 + 0.25341, 4);
});

test('B minus A is positive where B is better, and turns round when the two are swapped', () => {
  const a = evaluation([0, 0, 0, 1]);
  const b = evaluation([1, 1, 0, 1]);
  expect(compareSuccess(a, b)!.difference.mean).toBeCloseTo(0.5, 12);
  expect(compareSuccess(b, a)!.difference.mean).toBeCloseTo(-0.5, 12);
  expect(compareSuccess(b, a)!.pValue).toBe(compareSuccess(a, b)!.pValue);
});

test('two runs that did the same everywhere differ by nothing, with p = 1 and an interval that is not a point', () => {
  const { pValue, difference } = compareSuccess(evaluation([1, 0, 1]), evaluation([1, 0, 1]))!;
  expect(pValue).toBe(1);
  expect(difference.mean).toBe(0);
  expect(difference.interval[0]).toBeLessThan(0);
  expect(difference.interval[1]).toBeGreaterThan(0);
});

test('episodes are matched by their seed, in whatever order they were kept', () => {
  const a = evaluation([1, 0, 0]);
  const b = evaluation([1, 0, 1]);
  const shuffled = { ...b, outcomes: [b.outcomes![2], b.outcomes![0], b.outcomes![1]] };
  expect(compareSuccess(a, shuffled)).toEqual(compareSuccess(a, b));
});

test('one run is compared with what it was: same episodes and K at two steps, after minus before', () => {
  const before = evaluation([1, 0, 0, 0], { step: 0 });
  const after = evaluation([3, 2, 0, 5], { step: 900 });
  expect(compareSuccess(before, after)).toBeNull();
  const table = { step: 900, both: 1, onlyA: 0, onlyB: 2, neither: 1 };
  expect(compareSuccess(before, after, pairAcrossSteps)).toMatchObject(table);
  expect(compareReturn(before, after, pairAcrossSteps)!.mean).toBe(9 / 4);
  expect(pairAcrossSteps(before, evaluation([1, 0, 0, 0], { step: 900, steps: 32 }))).toBeNull();
  expect(pairAcrossSteps(before, evaluation([1, 0, 0], { step: 900 }))).toBeNull();
});

test('nothing is compared across steps, step counts or seeds, nor without outcomes', () => {
  const a = evaluation([1, 0]);
  expect(pairEpisodes(a, evaluation([1, 0], { step: 200 }))).toBeNull();
  expect(pairEpisodes(a, evaluation([1, 0], { steps: 32 }))).toBeNull();
  expect(pairEpisodes(a, evaluation([1, 0, 1]))).toBeNull();
  expect(pairEpisodes(a, evaluation([1, 0], { outcomes: undefined }))).toBeNull();
  const other = evaluation([1, 0]);
  const moved = other.outcomes!.map((outcome) => ({ ...outcome, seed: outcome.seed + 1 }));
  expect(pairEpisodes(a, { ...other, outcomes: moved })).toBeNull();
  expect(pairEpisodes(a, { ...other, outcomes: [other.outcomes![0], other.outcomes![0]] })).toBeNull();
});

test('the return is compared episode by episode: a gain of 2 everywhere is 2 without doubt, however the episodes differ', () => {
  const compared = compareReturn(evaluation([10, 200, 3000]), evaluation([12, 202, 3002]))!;
  expect(compared.mean).toBeCloseTo(2, 9);
  expect(compared.interval).toEqual([2, 2]);
  expect(compareReturn(evaluation([1]), evaluation([Number.NaN]))).toBeNull();
});

test('a bootstrap interval of paired returns is near the textbook’s for as many as 50', () => {
  const gains = Array.from({ length: 50 }, (_, i) => (i % 5) - 1);
  const { mean, interval } = compareReturn(evaluation(times(50, 4)), evaluation(gains.map((gain) => 4 + gain)))!;
  // Mean 1, deviation √2, so 1 ± 1.96 · √2/√50 = 1 ± 0.392.
  expect(mean).toBeCloseTo(1, 12);
  expect(interval[0]).toBeCloseTo(1 - 0.392, 1);
  expect(interval[1]).toBeCloseTo(1 + 0.392, 1);
});

test('other rules or another scene are other episodes', () => {
  const usual = resolveExperiment({});
  expect(whyNotPaired(usual, resolveExperiment({ 'dispersive.weight': 0, seed: 9 }))).toBeNull();
  expect(whyNotPaired(usual, resolveExperiment({ 'evaluation.stepLimit': 5 }))).toBe('evaluation.stepLimit');
  expect(whyNotPaired(usual, resolveExperiment({ scene: 'detour' }))).toBe('scene');
});
