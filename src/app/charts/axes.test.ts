import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logarithmicAxis, roundUp, stepLimit, stepTicks } from './axes.ts';

const positive = fc.double({ min: 1e-12, max: 1e12, noNaN: true });

test('a logarithmic axis holds its values, rises, and has two to a dozen ticks or one a decade', () => {
  fc.assert(
    fc.property(positive, positive, (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const { domain, ticks } = logarithmicAxis(low, high);
      expect(domain[0]).toBeLessThanOrEqual(low);
      expect(domain[1]).toBeGreaterThanOrEqual(high);
      expect(domain[0]).toBeLessThan(domain[1]);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.every((tick, i) => i === 0 || tick > ticks[i - 1])).toBe(true);
      expect(ticks.length).toBeLessThanOrEqual(Math.max(8, Math.log10(high / low) + 3));
    }),
    { seed: 1 },
  );
});

test('a limit is rounded up to 1, 2 or 5 and never more than 2.5 times the value', () => {
  expect([0.3, 1, 1.1, 4, 7, 20].map((value) => roundUp(value))).toEqual([0.5, 1, 2, 5, 10, 20]);
  fc.assert(
    fc.property(positive, (value) => {
      const limit = roundUp(value);
      expect(limit / value).toBeGreaterThanOrEqual(1 - 1e-9);
      if (value >= 1e-9) expect(limit / value).toBeLessThanOrEqual(2.5 + 1e-9);
    }),
    { seed: 2 },
  );
});

test('ticks of the step axis are whole, even, and end at its limit', () => {
  expect(stepTicks(1)).toEqual([0, 1]);
  expect(stepTicks(500)).toEqual([0, 100, 200, 300, 400, 500]);
  expect(stepTicks(1500)).toEqual([0, 300, 600, 900, 1200, 1500]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e7 }), (step) => {
      const ticks = stepTicks(stepLimit(step));
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(step);
      expect(ticks.length).toBeLessThanOrEqual(6);
      const [, first] = ticks;
      expect(ticks.every((tick, i) => tick === i * first)).toBe(true);
    }),
    { seed: 3 },
  );
});
