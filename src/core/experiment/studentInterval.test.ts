import { expect, test } from 'vitest';
import { overRuns, studentHalfWidth } from './studentInterval.ts';

test('the interval over three runs is Student’s t with two degrees of freedom', () => {
  // Mean 0.5, deviation 0.1, so the half width is 4.303 · 0.1 / √3.
  const { mean, interval } = overRuns([0.4, 0.5, 0.6]);
  expect(mean).toBeCloseTo(0.5, 12);
  expect(interval![0]).toBeCloseTo(0.5 - 0.24843, 4);
  expect(interval![1]).toBeCloseTo(0.5 + 0.24843, 4);
});

test('one run has a mean and no interval, and no run is an error', () => {
  expect(overRuns([7])).toEqual({ mean: 7, interval: null });
  expect(() => overRuns([])).toThrow(RangeError);
});

test('beyond ten runs the quantile is the tabulated one', () => {
  /** Deviation 1 and a mean of 0 where half of the values are −c and half c, so the half width is t / √n. */
  const quantile = (count: number) => {
    const c = Math.sqrt((count - 1) / count);
    const values = Array.from({ length: count }, (_, i) => (i % 2 === 0 ? c : -c));
    return studentHalfWidth(values) * Math.sqrt(count);
  };
  expect(quantile(12)).toBeCloseTo(2.201, 3);
  expect(quantile(20)).toBeCloseTo(2.093, 3);
  expect(quantile(40)).toBeCloseTo(2.0227, 3);
});
