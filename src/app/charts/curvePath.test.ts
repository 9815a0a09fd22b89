import { expect, test } from 'vitest';
import { curvePath } from './curvePath.ts';

test('a missing value breaks the curve, and what follows begins a new piece', () => {
  const points = [
    [0, 1],
    [1, 2.34],
    [2, Number.POSITIVE_INFINITY],
    [3, 4],
    [4, Number.NaN],
    [5, 6],
  ] as const;
  expect(curvePath(points, (point) => point)).toBe('M0 1h0L1 2.3M3 4h0M5 6h0');
});
