import { expect, test } from 'vitest';
import { byPhase, colorBy, dimensionOf, meanOverChunk, modeCodes, observationCodes, rangeOf } from './coloring.ts';

const facts = {
  observationSize: 3,
  actionSize: 2,
  probeObservations: Float32Array.of(1, 2, 3, 4, 5, 6),
  // Two chunks of two actions of two numbers: ahead and to the left.
  probeActions: Float32Array.of(1, -1, 1, -3, 1, 2, 1, 0),
};
const points = { phases: Float32Array.of(0, 0.5), facts };

test('every number of an observation has its name, in the order of the observation', () => {
  const codes = observationCodes([
    { key: 'height', size: 1 },
    { key: 'cube_pos', size: 3 },
  ]);
  expect(codes.map(({ id, name }) => `${id} ${name}`)).toEqual([
    'observation:0 height',
    'observation:1 cube_pos[0]',
    'observation:2 cube_pos[1]',
    'observation:3 cube_pos[2]',
  ]);
});

test('a dimension is read from every observation', () => {
  expect([...dimensionOf(facts.probeObservations, 3, 1)]).toEqual([2, 5]);
  expect([...Array.from(observationCodes([{ key: 'all', size: 3 }])[2].valuesOf(points))]).toEqual([3, 6]);
});

test('a mode is one number of the demonstrated chunk, averaged over its actions', () => {
  expect([...meanOverChunk(facts.probeActions, 2, 2, 1)]).toEqual([-2, 1]);
  const [ahead, left] = modeCodes(['ahead', 'left']);
  expect(left).toMatchObject({ id: 'mode:1', name: 'left' });
  expect(Array.from(ahead.valuesOf(points))).toEqual([1, 1]);
  expect(Array.from(left.valuesOf(points))).toEqual([-2, 1]);
});

test('where the observations are not known, the phase still is', () => {
  expect(Array.from(byPhase.valuesOf({ ...points, facts: null }))).toEqual([0, 0.5]);
  expect(Array.from(modeCodes(['ahead'])[0].valuesOf({ ...points, facts: null }))).toEqual([]);
});

test('the lowest value has the first colour, the highest the last, and the ramp says both', () => {
  const { buckets, low, high } = colorBy([0.8, 1.2, 1.0, Number.NaN]);
  expect([...buckets]).toEqual([0, 7, 4, 0]);
  expect([low, high]).toEqual([0.8, 1.2]);
});

test('two columns share a ramp, so that a value has one colour in both', () => {
  const limits = rangeOf([0, 1], [Number.NaN, 4]);
  expect(limits).toEqual([0, 4]);
  expect(colorBy([0, 1], limits).buckets[1]).toBe(colorBy([1, 4], limits).buckets[0]);
});

test('a phase keeps its colour whatever other phases there are, and equal values have one colour', () => {
  expect([...colorBy([0, 0.5], [0, 1]).buckets]).toEqual([0, 4]);
  expect(new Set(colorBy([3, 3, 3]).buckets).size).toBe(1);
});
