import { expect, test } from 'vitest';
import { sayPoints, sayProbability, sayReturnVerdict, sayVerdict } from './comparisonWords.ts';

const compared = { step: 100, steps: 1, episodes: 20, both: 4, onlyA: 1, onlyB: 9, neither: 6 };

test('a difference is claimed below p = 0.05 alone, and for the side that has it', () => {
  const interval = [0.1, 0.6] as const;
  expect(sayVerdict({ ...compared, difference: { mean: 0.4, interval }, pValue: 0.0222 })).toBe(
    'With 1 step, B does better (p = 0.022).',
  );
  expect(sayVerdict({ ...compared, steps: 32, difference: { mean: -0.9, interval }, pValue: 1e-7 })).toBe(
    'With 32 steps, A does better (p < 0.001).',
  );
  expect(sayVerdict({ ...compared, difference: { mean: 0.4, interval }, pValue: 0.05 })).toBe(
    'With 1 step, 20 episodes do not tell A from B (p = 0.05).',
  );
});

test('an interval of returns that holds 0 claims nothing', () => {
  const returns = { step: 1, steps: 32, episodes: 20, mean: -7 };
  expect(sayReturnVerdict({ ...returns, interval: [-20, 1] })).toBe('With 32 steps, 20 episodes do not tell A from B.');
  expect(sayReturnVerdict({ ...returns, interval: [-20, -1] })).toMatch(/A does better/);
});

test('a probability is never said to be 0, and points have their sign', () => {
  expect(sayProbability(1e-12)).toBe('< 0.001');
  expect(sayProbability(0.4529)).toBe('0.45');
  expect(sayProbability(1)).toBe('1');
  expect([0.354, -0.1, 0].map(sayPoints)).toEqual(['+35', '−10', '0']);
});
