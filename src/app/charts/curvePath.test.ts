import { expect, test } from 'vitest';
import { curvePath } from './curvePath.ts';

test('a missing value breaks the curve, and what follows begins a new piece', () => {
  const points = [
    [0, 1],
    [1, 2],
    [2, null],
    [3, 4],
    [4, Number.NaN],
    [5, 6],
  ] as const;
  expect(curvePath(points, (point) => point)).toBe('M0.0 1.0h0L1.0 2.0M3.0 4.0h0M5.0 6.0h0');
});
