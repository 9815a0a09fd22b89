import { expect, test } from 'vitest';
import { cutChunks } from './chunks.ts';
import type { Demonstrations } from './demonstrations.ts';
import { denormalize } from './normalizer.ts';

/** Episodes in which the observation counts the rows and the two actions are its tenth and its negative. */
function counting(lengths: readonly number[]): Demonstrations {
  const rows = Array.from({ length: lengths.reduce((sum, length) => sum + length, 0) }, (_, row) => row);
  return {
    metadata: {
      ...{ scene: 'lift', id: 'expert', observationSize: 1, actionSize: 2, command: '', seed: 0 },
      ...{ attempts: lengths.length, successRate: 1, meanReturn: 1 },
      episodes: lengths.map((length) => ({ seed: 0, length, return: 1, success: true })),
    },
    observations: Float32Array.from(rows),
    actions: Float32Array.from(rows.flatMap((row) => [row / 10, -row])),
  };
}

test('the probe’s chunks are what was demonstrated there, and an episode’s last action is repeated past its end', () => {
  const { probe, observationNormalizer, actionNormalizer } = cutChunks(counting([6, 4]), 3, 4);
  expect([...denormalize(observationNormalizer, probe.observations)]).toEqual([6, 7, 8, 9]);
  const raw = [...denormalize(actionNormalizer, probe.chunks)].filter((_, i) => i % 2 === 1).map((x) => Math.round(-x));
  expect(raw).toEqual([6, 7, 8, 7, 8, 9, 8, 9, 9, 9, 9, 9]);
  expect(probe.phases).toEqual(Float32Array.of(0, 1 / 3, 2 / 3, 1));
});

test('training chunks lie wholly inside the episodes that are not held out', () => {
  const { count, observations, observationNormalizer } = cutChunks(counting([6, 4]), 3, 4);
  expect(count).toBe(4);
  expect([...denormalize(observationNormalizer, observations)].map(Math.round)).toEqual([0, 1, 2, 3]);
});
