import { expect, test } from 'vitest';
import { saySpread } from './spreadWords.ts';

test('what has a zero is compared by how many times, what has not by how much', () => {
  expect(saySpread('meanDistance', 0.6, 13.6)).toBe('B × 23: further apart');
  expect(saySpread('effectiveRank', 4, 2)).toBe('B × 0.5: fewer dimensions');
  expect(saySpread('meanCosine', 0.98, 0.2)).toBe('B −0.78: more ways');
  expect(saySpread('uniformity', -2, -0.5)).toBe('B +1.5: less uniform');
});

test('a longer embedding is not called a better one', () => {
  expect(saySpread('meanNorm', 0.5, 93)).toBe('B × 190: longer');
});

test('a probe that is worse than the mean is compared all the same', () => {
  expect(saySpread('linearProbeR2', -0.1, 0.4)).toBe('B +0.5: keeps more');
});

test('a small difference is not named, and nothing is said of what was not measured', () => {
  expect(saySpread('effectiveRank', 3, 3.2)).toBe('about the same');
  expect(saySpread('meanCosine', 0, 0)).toBe('about the same');
  expect(saySpread('actionGap', null, 0.3)).toBeNull();
  expect(saySpread('actionGap', Number.NaN, 0.3)).toBeNull();
});
