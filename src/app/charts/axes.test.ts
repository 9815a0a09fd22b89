import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linearAxis, logarithmicAxis, roundUp, stepTicks } from './axes.ts';

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

test('a linear axis holds its values between even ticks, two to a dozen', () => {
  const any = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(any, any, (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const { domain, ticks } = linearAxis(low, high);
      const slack = 1e-6 * (domain[1] - domain[0]);
      expect(domain[0]).toBeLessThanOrEqual(low + slack);
      expect(domain[1]).toBeGreaterThanOrEqual(high - slack);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(12);
      const gaps = ticks.slice(1).map((tick, i) => tick - ticks[i]);
      for (const gap of gaps) expect(gap / gaps[0]).toBeCloseTo(1, 4);
    }),
    { seed: 3 },
  );
  expect(linearAxis(0, 1).ticks).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(linearAxis(0.1, 0.3).ticks).toEqual([0.1, 0.15, 0.2, 0.25, 0.3]);
});

test('ticks of the step axis are whole, even, and inside the window', () => {
  expect(stepTicks(0, 1)).toEqual([0, 1]);
  expect(stepTicks(0, 500)).toEqual([0, 100, 200, 300, 400, 500]);
  expect(stepTicks(0, 1500, 4)).toEqual([0, 500, 1000, 1500]);
  expect(stepTicks(62, 148, 4)).toEqual([80, 100, 120, 140]);
  expect(stepTicks(1234, 1239)).toEqual([1234, 1235, 1236, 1237, 1238, 1239]);
  fc.assert(
    fc.property(fc.nat(1e7), fc.integer({ min: 1, max: 1e7 }), (from, length) => {
      const ticks = stepTicks(from, from + length);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.every((tick) => Number.isInteger(tick) && tick >= from && tick <= from + length)).toBe(true);
    }),
    { seed: 4 },
  );
});
