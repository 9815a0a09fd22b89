import { expect, test } from 'vitest';
import { sayDistances, sayGrowth, saySpectrum } from './spreadSayings.ts';

test('the spectrum’s sentence counts the directions that hold 99 % of the variance', () => {
  expect(saySpectrum(1500, [9, 0.95, 0.04, 0.01])).toBe('Step 1,500: 2 of 4 directions hold 99 % of the variance');
  expect(saySpectrum(0, [1, 0])).toBe('Step 0: 1 of 2 directions holds 99 % of the variance');
  expect(saySpectrum(0, [0, 0])).toBe('Step 0: no variance, all embeddings are one point');
});

test('the mean distance is said in the loss’s own scale, where it has one', () => {
  const scale = { length: 2, name: 'margin', meaning: 'pairs further apart than this are let go' };
  expect(sayDistances(10, 14.92, scale)).toBe(
    'Step 10: mean 14.9 = 7.5 × margin; pairs further apart than this are let go',
  );
  expect(sayDistances(10, 14.92, null)).toContain('none is marked');
});

test('growth by the norm alone is called mostly norm', () => {
  expect(sayGrowth(0, { kind: 'norm', distance: 12.3, norm: 13.4, rank: [3.14, 2.9] })).toBe(
    'Since step 0: distance × 12, norm × 13, rank 3.1 → 2.9. Mostly norm: longer, in no more dimensions.',
  );
});
