import { expect, test } from 'vitest';
import { encodeContainer, FileFormatError } from './container.ts';
import { type Demonstrations, decodeDemonstrations, encodeDemonstrations } from './demonstrations.ts';

const example: Demonstrations = {
  metadata: {
    scene: 'hopper',
    id: 'expert',
    observationSize: 2,
    actionSize: 1,
    command: 'npm run lab -- demonstrate hopper --episodes 2 --seed 5 --out hopper.demo',
    seed: 5,
    attempts: 3,
    successRate: null,
    meanReturn: 2.5,
    episodes: [
      { seed: 5, length: 2, return: 2, success: false },
      { seed: 7, length: 1, return: 3, success: false },
    ],
  },
  observations: Float32Array.of(1, 2, 3, 4, 5, 6),
  actions: Float32Array.of(-1, 0.5, 1),
};
const { metadata, observations, actions } = example;

const write = (changed: object, arrays: object = { observations, actions }) =>
  encodeContainer({
    kind: 'demonstrations',
    version: 1,
    metadata: { ...metadata, ...changed },
    arrays: arrays as Record<string, Float32Array>,
  });
const read = (bytes: Uint8Array) => decodeDemonstrations(bytes, 'a.demo');

test('a demonstration set reads as it was written', () => {
  expect(read(encodeDemonstrations(example))).toEqual(example);
});

test('arrays that do not fit the episodes are refused with both numbers', () => {
  expect(() => read(write({}, { observations, actions: Float32Array.of(1, 2) }))).toThrow(
    'a.demo: actions holds 2 values, expected 3 × 1. Nothing was read.',
  );
  expect(() => read(write({ observationSize: 3 }))).toThrow('observations holds 6 values, expected 3 × 3');
  expect(() => read(write({}, { observations }))).toThrow('actions holds no float32 values');
  expect(() => read(write({}, { observations, actions: Float64Array.of(1, 2, 3) }))).toThrow('no float32 values');
});

test('a value that is not finite is refused with its row, before it can reach the normaliser', () => {
  const broken = observations.slice();
  broken[3] = Number.NaN;
  expect(() => read(write({}, { observations: broken, actions }))).toThrow('observations, row 1, holds NaN');
});

test('a set of another version is refused', () => {
  const bytes = encodeContainer({ kind: 'demonstrations', version: 2, metadata, arrays: { observations, actions } });
  expect(() => read(bytes)).toThrow('expected version 1, found 2');
});

test.each<[string, object]>([
  ['no episodes', { episodes: undefined }],
  ['episodes that are a number', { episodes: 3 }],
  ['an episode that is null', { episodes: [null] }],
  ['an episode without a length', { episodes: [{ seed: 1, return: 1, success: true }] }],
  ['a negative length', { episodes: [...metadata.episodes, { seed: 1, length: -1, return: 1, success: true }] }],
  ['an empty episode', { episodes: [...metadata.episodes, { seed: 1, length: 0, return: 1, success: true }] }],
  ['a fractional length', { episodes: [{ seed: 1, length: 2.5, return: 1, success: true }] }],
  ['a size of zero', { actionSize: 0 }],
  ['a size that is a text', { observationSize: '2' }],
  ['a scene that is a number', { scene: 4 }],
  ['a return that was not a number', { meanReturn: null }],
])('%s in the description is refused with a typed error', (_, changed) => {
  expect(() => read(write(changed))).toThrow(FileFormatError);
});

test('a description that is no object is refused with a typed error', () => {
  for (const broken of [null, 7, [], 'x']) {
    const bytes = encodeContainer({ kind: 'demonstrations', version: 1, metadata: broken, arrays: {} });
    expect(() => read(bytes)).toThrow('its description of the episodes is broken');
  }
});
