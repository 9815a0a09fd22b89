import { expect, test } from 'vitest';
import { Random } from '../random/random.ts';
import { bootstrapMeanInterval, mcnemarExact, pairedOutcomes, percentile, wilsonInterval } from './statistics.ts';

// Reference values: R's binom.confint(method = "wilson").
test.each([
  [20, 20, 0.8389, 1],
  [0, 10, 0, 0.2775],
  [95, 100, 0.8882, 0.9785],
  [1, 2, 0.0945, 0.9055],
])('%i of %i has the Wilson interval [%f, %f]', (successes, trials, low, high) => {
  const interval = wilsonInterval(successes, trials);
  expect(interval[0]).toBeCloseTo(low, 4);
  expect(interval[1]).toBeCloseTo(high, 4);
});

test('the Wilson interval never leaves [0, 1] and always holds the rate', () => {
  for (let trials = 1; trials <= 60; trials++) {
    for (let successes = 0; successes <= trials; successes++) {
      const [low, high] = wilsonInterval(successes, trials);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeLessThanOrEqual(successes / trials);
      expect(high).toBeGreaterThanOrEqual(successes / trials);
    }
  }
});

test.each([
  [0, 0],
  [-1, 4],
  [5, 4],
  [0.5, 4],
  [Number.NaN, 4],
])('%d of %d is refused', (successes, trials) => {
  expect(() => wilsonInterval(successes, trials)).toThrow(RangeError);
});

test('the bootstrap interval of a large normal sample is mean ± 1.96 standard errors', () => {
  const values = new Random(3).normals(400).map((x) => 10 + 2 * x);
  const mean = values.reduce((sum, x) => sum + x, 0) / 400;
  const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 400);
  const [low, high] = bootstrapMeanInterval(values, new Random(1));
  const half = (1.96 * deviation) / 20;
  expect(Math.abs(low - (mean - half))).toBeLessThan(0.1 * half);
  expect(Math.abs(high - (mean + half))).toBeLessThan(0.1 * half);
});

test('the bootstrap is the generator’s: same seed, same interval', () => {
  const values = [1, 5, 2, 8, 3];
  expect(bootstrapMeanInterval(values, new Random(9))).toEqual(bootstrapMeanInterval(values, new Random(9)));
  expect(bootstrapMeanInterval(values, new Random(9))).not.toEqual(bootstrapMeanInterval(values, new Random(10)));
});

test('one value is its own bootstrap interval, none is refused, and a NaN is not averaged away', () => {
  expect(bootstrapMeanInterval([3.5], new Random(0))).toEqual([3.5, 3.5]);
  expect(() => bootstrapMeanInterval([], new Random(0))).toThrow('at least one value');
  expect(() => bootstrapMeanInterval([1, Number.NaN], new Random(0))).toThrow('value 1 is NaN');
});

test('percentiles agree with NumPy', () => {
  const values = [15, 20, 35, 40, 50];
  expect(percentile(values, 40)).toBeCloseTo(29, 12);
  expect(percentile(values, 50)).toBe(35);
  expect(percentile(values, 95)).toBeCloseTo(48, 12);
  expect([percentile(values, 0), percentile(values, 100)]).toEqual([15, 50]);
  expect(() => percentile([], 50)).toThrow(RangeError);
  expect(() => percentile(values, 101)).toThrow('expected 0 to 100');
});

test('paired outcomes count each episode once', () => {
  const one = [true, true, true, true, false, true, true, true, false, false];
  const many = [true, true, true, true, true, false, false, false, false, false];
  expect(pairedOutcomes(one, many)).toEqual({ both: 4, onlyOne: 3, onlyMany: 1, neither: 2 });
});

test('outcomes that do not pair up are refused', () => {
  expect(() => pairedOutcomes([true], [true, false])).toThrow('received 1 and 2');
  expect(() => pairedOutcomes([], [])).toThrow(RangeError);
});

test('the exact McNemar p value is the two-sided sign test', () => {
  expect(mcnemarExact({ onlyOne: 0, onlyMany: 0 })).toBe(1);
  expect(mcnemarExact({ onlyOne: 5, onlyMany: 5 })).toBe(1);
  expect(mcnemarExact({ onlyOne: 0, onlyMany: 6 })).toBeCloseTo(2 / 64, 12);
  expect(mcnemarExact({ onlyOne: 10, onlyMany: 2 })).toBeCloseTo((2 * (1 + 12 + 66)) / 4096, 12);
});
