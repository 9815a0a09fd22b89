import { expect, test } from 'vitest';
import { dispersionGrowth } from './dispersionGrowth.ts';

const spread = (meanDistance: number, meanNorm: number, effectiveRank: number) => ({
  ...{ meanDistance, meanNorm, effectiveRank },
});
const start = spread(1, 2, 3);

test('an embedding that was multiplied is wider by its norm alone', () => {
  expect(dispersionGrowth(start, spread(50, 100, 3))).toEqual({ kind: 'norm', distance: 50, norm: 50, rank: [3, 3] });
});

test('the released loss’s inflation, norm 287-fold while the rank falls, is called norm', () => {
  expect(dispersionGrowth(spread(8, 11, 9), spread(3300, 3281, 2))?.kind).toBe('norm');
});

test('distances that grow beyond the norm, as where directions part, are spread', () => {
  expect(dispersionGrowth(start, spread(10, 4, 3))?.kind).toBe('spread');
});

test('a rank that grows along with a norm is spread', () => {
  expect(dispersionGrowth(start, spread(50, 100, 4))?.kind).toBe('spread');
});

test('a normalised embedding can only spread, never win by norm', () => {
  expect(dispersionGrowth(start, spread(1.6, 2, 3))?.kind).toBe('spread');
});

test('small changes are no growth, and shrinking is told', () => {
  expect(dispersionGrowth(start, spread(1.49, 2.98, 3))?.kind).toBe('same');
  expect(dispersionGrowth(start, spread(0.5, 1, 3))?.kind).toBe('narrower');
});

test('what began as one point, or at the origin, has no factor', () => {
  expect(dispersionGrowth(spread(0, 1, 1), start)).toBeNull();
  expect(dispersionGrowth(spread(1, 0, 1), start)).toBeNull();
  expect(dispersionGrowth(start, spread(Number.NaN, 1, 1))).toBeNull();
});
