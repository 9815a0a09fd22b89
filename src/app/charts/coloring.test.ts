import { expect, test } from 'vitest';
import { colorBy, dimensionOf, observationDimensions } from './coloring.ts';

test('every number of an observation has its name, in the order of the observation', () => {
  const names = observationDimensions([
    { key: 'height', size: 1 },
    { key: 'cube_pos', size: 3 },
  ]);
  expect(names.map(({ index, name }) => `${index} ${name}`)).toEqual([
    '0 height',
    '1 cube_pos[0]',
    '2 cube_pos[1]',
    '3 cube_pos[2]',
  ]);
});

test('a dimension is read from every observation', () => {
  expect([...dimensionOf(Float32Array.of(1, 2, 3, 4, 5, 6), 3, 1)]).toEqual([2, 5]);
});

test('the lowest value has the first colour, the highest the last, and the ramp says both', () => {
  const { buckets, low, high } = colorBy([0.8, 1.2, 1.0, Number.NaN]);
  expect([...buckets]).toEqual([0, 7, 4, 0]);
  expect([low, high]).toEqual([0.8, 1.2]);
});

test('a phase keeps its colour whatever other phases there are, and equal values have one colour', () => {
  expect([...colorBy([0, 0.5], [0, 1]).buckets]).toEqual([0, 4]);
  expect(new Set(colorBy([3, 3, 3]).buckets).size).toBe(1);
});
