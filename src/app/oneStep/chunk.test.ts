import { expect, test } from 'vitest';
import { apartness, dimensionOf, sayApartness } from './chunk.ts';
import { stateAt } from './travel.ts';

test('a number of the action is followed through the rows of the chunk', () => {
  expect(dimensionOf([1, 10, 2, 20, 3, 30], 2, 1)).toEqual([10, 20, 30]);
});

test('what is said of two chunks depends on how far they are apart', () => {
  const near = apartness([0, 0.5], [0.02, 0.5]);
  expect(near.mean).toBeCloseTo(0.01);
  expect(sayApartness(near)).toContain('0.01 on average and 0.02 at most, in a range of 2: one call goes about where');
  expect(sayApartness(apartness([0, 0], [1, 0]))).toContain('one call goes elsewhere');
});

test('both travellers start at the noise and end at their landings', () => {
  const trace = {
    noise: Float32Array.of(2, 0),
    oneStep: Float32Array.of(0, 1),
    path: Float32Array.of(2, 0, 1.5, 0, 1, 1),
  } as unknown as Parameters<typeof stateAt>[0];
  expect(stateAt(trace, 1)).toEqual({ oneStep: trace.noise, manySteps: trace.noise });
  expect(stateAt(trace, 0)).toEqual({ oneStep: trace.oneStep, manySteps: Float32Array.of(1, 1) });
  expect(stateAt(trace, 0.5)).toEqual({ oneStep: Float32Array.of(1, 0.5), manySteps: Float32Array.of(1.5, 0) });
});
