import { expect, test } from 'vitest';
import { type CounterKey, counterKey, counterNormals, counterPermutation, threefry } from './counter.ts';

// The known answers that the generator's authors publish (Random123 1.14, kat_vectors: threefry2x32, 20 rounds).
test.each([
  [
    [0, 0],
    [0, 0],
    [0x6b200159, 0x99ba4efe],
  ],
  [
    [0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0x1cb996fc, 0xbb002be7],
  ],
  [
    [0x13198a2e, 0x03707344],
    [0x243f6a88, 0x85a308d3],
    [0xc4923a9c, 0x483df7a0],
  ],
])('threefry with key %j at %j', (key, [first, second], expected) => {
  expect([...threefry(key as unknown as CounterKey, first, second)]).toEqual(expected);
});

test('normals have zero mean, unit variance and normal kurtosis, and differ from step to step', () => {
  const key = counterKey(3, 1);
  const values = counterNormals(key, 7, 4000, 25);
  const moment = (power: number) => values.reduce((sum, x) => sum + x ** power, 0) / values.length;
  expect(Math.abs(moment(1))).toBeLessThan(0.02);
  expect(Math.abs(moment(2) - 1)).toBeLessThan(0.02);
  expect(Math.abs(moment(4) - 3)).toBeLessThan(0.1);
  const next = counterNormals(key, 8, 4000, 25);
  const covariance = values.reduce((sum, x, i) => sum + x * next[i], 0) / values.length;
  expect(Math.abs(covariance)).toBeLessThan(0.02);
});

test('a row draws the same numbers whatever rows there are beside it', () => {
  const key = counterKey(3, 1);
  expect(counterNormals(key, 7, 2, 6)).toEqual(counterNormals(key, 7, 5, 6).slice(0, 12));
});

test.each([1, 2, 3, 64, 1000, 1025])('an order of %d holds every position once', (count) => {
  const key = counterKey(5, 2);
  const orderOf = (order: number) => Array.from({ length: count }, (_, i) => counterPermutation(key, order, i, count));
  expect([...orderOf(0)].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
  if (count >= 64) expect(orderOf(1)).not.toEqual(orderOf(0));
});

test('orders are as even as shuffles: where a position leads is uniform over many of them', () => {
  const [key, count, orders] = [counterKey(6, 2), 10, 20_000];
  const seen = new Uint32Array(count * count);
  for (let order = 0; order < orders; order++) {
    for (let i = 0; i < count; i++) seen[i * count + counterPermutation(key, order, i, count)]++;
  }
  const expected = orders / count;
  const chiSquared = seen.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  // 81 degrees of freedom: 99.9 % of shuffles stay below 126.
  expect(chiSquared).toBeLessThan(126);
});
