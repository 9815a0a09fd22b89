import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StepSeries } from './stepSeries.ts';

const value = fc.oneof(
  { weight: 20, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY) },
);
const curve = fc.array(value, { maxLength: 3000 });
const window = fc.tuple(fc.nat(3000), fc.nat(3000)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

/** One point a step, from step 0. */
const seriesOf = (values: readonly number[]) =>
  StepSeries.from(
    values.map((_, step) => step),
    values,
  );

test('a window keeps both its ends, its lowest and its highest value, within the limit', () => {
  fc.assert(
    fc.property(curve, window, fc.integer({ min: 8, max: 500 }), (values, [from, to], limit) => {
      const series = seriesOf(values);
      const indices = series.choose(from, to, limit);
      const [start, end] = series.range(from, to);
      expect(indices.length).toBeLessThanOrEqual(limit);
      expect(indices.every((index, i) => i === 0 || index > indices[i - 1])).toBe(true);
      const ends = start < end ? [start, end - 1] : [undefined, undefined];
      expect([indices[0], indices[indices.length - 1]]).toEqual(ends);
      const finite = values.slice(start, end).filter(Number.isFinite);
      const kept = indices.map((index) => values[index]).filter(Number.isFinite);
      expect(Math.max(...kept)).toBe(Math.max(...finite));
      expect(Math.min(...kept)).toBe(Math.min(...finite));
    }),
    { seed: 1 },
  );
});

test('the pyramid chooses what a look at every point would choose, block by block', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 200, maxLength: 2000 }), window, (values, [from, to]) => {
      const limit = 60;
      const series = seriesOf(values);
      const [start, end] = series.range(from, to);
      if (end - start <= limit) return;
      const width = 2 ** Math.ceil(Math.log2((end - start) / ((limit - 2) / 2 - 2)));
      const expected = new Set([start, end - 1]);
      for (let block = Math.floor(start / width) * width; block < end; block += width) {
        const inside = values.map((_, i) => i).slice(Math.max(block, start), Math.min(block + width, end));
        const finite = inside.filter((i) => Number.isFinite(values[i]));
        if (finite.length === 0) expected.add(inside[0]);
        else {
          for (const pick of [Math.min, Math.max]) {
            const extreme = pick(...finite.map((i) => values[i]));
            expected.add(finite.find((i) => values[i] === extreme)!);
          }
        }
      }
      expect(series.choose(from, to, limit)).toEqual([...expected].sort((a, b) => a - b));
    }),
    { seed: 2 },
  );
});

test('a curve that grew point by point is drawn as one that was there at once', () => {
  fc.assert(
    fc.property(curve, window, (values, [from, to]) => {
      const grown = new StepSeries();
      for (const [step, value] of values.entries()) grown.push(step, value);
      expect(grown.choose(from, to, 40)).toEqual(seriesOf(values).choose(from, to, 40));
    }),
    { seed: 4 },
  );
});

test('every value that is not finite in a window is named, while there is room for it', () => {
  const values = Array.from({ length: 1000 }, (_, i) => (i % 100 === 50 ? Number.NaN : i));
  const series = seriesOf(values);
  expect(series.brokenCount).toBe(10);
  expect(series.chooseBroken(100, 400, 50)).toEqual([150, 250, 350]);
  expect(series.chooseBroken(0, 1000, 5)).toEqual([50, 250, 450, 650, 850]);
});

test('a curve of nothing but broken values is chosen from, too', () => {
  const series = seriesOf(Array.from({ length: 500 }, () => Number.NaN));
  expect(series.choose(0, 500, 20).length).toBeLessThanOrEqual(20);
});

test('a curve that grows keeps the points it has shown until blocks merge', () => {
  const values = Array.from({ length: 1500 }, (_, i) => Math.sin(i * i));
  const before = seriesOf(values.slice(0, 1100)).choose(0, 2000, 500);
  const after = new Set(seriesOf(values).choose(0, 2000, 500));
  // All but those of the block that was still filling.
  for (const index of before.filter((i) => i < 1088)) expect(after.has(index)).toBe(true);
});

test('the nearest point is the one that a look at every point would find', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(5000), { minLength: 1 }), fc.nat(6000), (steps, wanted) => {
      steps.sort((a, b) => a - b);
      const series = StepSeries.from(steps, steps);
      const distances = steps.map((step) => Math.abs(step - wanted));
      expect(series.nearest(wanted)).toBe(distances.indexOf(Math.min(...distances)));
    }),
    { seed: 3 },
  );
  expect(new StepSeries().nearest(3)).toBe(-1);
});

test('a window between two points still shows the curve that crosses it', () => {
  const series = StepSeries.from([0, 100, 200], [1, 2, 3]);
  expect(series.choose(120, 130, 100)).toEqual([1, 2]);
  expect(series.choose(100, 100, 100)).toEqual([0, 1, 2]);
});
