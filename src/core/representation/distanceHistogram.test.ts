import { expect, test } from 'vitest';
import { distanceBins, distanceHistogram } from './distanceHistogram.ts';

test('each distance is counted once, the largest in the last bin', () => {
  const { upTo, counts } = distanceHistogram(Float64Array.of(0, 1, 39, 40, 40));
  expect(upTo).toBe(40);
  expect(counts).toHaveLength(distanceBins);
  expect([counts[0], counts[1], counts[39]]).toEqual([1, 1, 3]);
});

test('scaling the embedding scales the reach and moves no count', () => {
  const distances = Float64Array.from({ length: 500 }, (_, i) => (i * 37) % 101);
  const [small, large] = [distances, distances.map((x) => x * 64)].map(distanceHistogram);
  expect(large.upTo).toBe(64 * small.upTo);
  expect(large.counts).toEqual(small.counts);
});

test('pairs at one point are all in the first bin of a histogram without width', () => {
  const { upTo, counts } = distanceHistogram(new Float64Array(6));
  expect(upTo).toBe(0);
  expect(counts[0]).toBe(6);
});
