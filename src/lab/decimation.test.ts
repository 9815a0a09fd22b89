import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimate } from './decimation.ts';

const curve = fc.array(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(Number.NaN)), {
  maxLength: 3000,
});

test('a decimated curve keeps its ends, its lowest and its highest point within the limit', () => {
  fc.assert(
    fc.property(curve, fc.integer({ min: 4, max: 500 }), (values, limit) => {
      const indices = decimate(values, limit);
      expect(indices.length).toBeLessThanOrEqual(limit);
      expect(indices.every((index, i) => i === 0 || index > indices[i - 1])).toBe(true);
      if (values.length === 0) return;
      expect(indices[0]).toBe(0);
      expect(indices[indices.length - 1]).toBe(values.length - 1);
      const finite = values.filter(Number.isFinite);
      if (finite.length === 0) return;
      const kept = indices.map((index) => values[index]).filter(Number.isFinite);
      expect(Math.max(...kept)).toBe(Math.max(...finite));
      expect(Math.min(...kept)).toBe(Math.min(...finite));
    }),
    { seed: 1 },
  );
});

test('a curve that grows keeps the points it has shown until buckets merge', () => {
  const values = Array.from({ length: 1500 }, (_, i) => Math.sin(i * i));
  const before = decimate(values.slice(0, 1100), 500);
  const after = new Set(decimate(values, 500));
  // All but those of the bucket that was still filling.
  for (const index of before.filter((i) => i < 1088)) expect(after.has(index)).toBe(true);
});
