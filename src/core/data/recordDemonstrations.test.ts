import { expect, test } from 'vitest';
import type { Environment, Transition } from '../physics/environment.ts';
import type { ExpertDefinition } from '../scenes/scene.ts';
import { decodeDemonstrations, encodeDemonstrations } from './demonstrations.ts';
import { type RecordingOptions, recordDemonstrations } from './recordDemonstrations.ts';

/** Sums its actions from 0 on. Succeeds at 2 where the seed is even; ends after five steps. */
class SummingEnvironment implements Environment {
  readonly observationSize = 2;
  readonly actionSize = 1;
  readonly played: number[] = [];
  private seed = 0;
  private sum = 0;
  private steps = 0;

  reset(seed: number): Float64Array {
    [this.seed, this.sum, this.steps] = [seed, 0, 0];
    return Float64Array.of(seed, 0);
  }

  step(action: ArrayLike<number>): Transition {
    this.played.push(action[0]);
    this.sum += action[0];
    this.steps++;
    return {
      observation: Float64Array.of(this.seed, this.sum),
      reward: action[0],
      terminated: false,
      truncated: this.steps === 5,
      success: this.seed % 2 === 0 && this.sum >= 2,
    };
  }

  poses(): Float32Array {
    return new Float32Array(7);
  }

  dispose(): void {}
}

const expert: ExpertDefinition = {
  id: 'steady',
  description: 'Always asks for 3.',
  create: () => ({ act: () => [3] }),
};

function options(changes: Partial<RecordingOptions> = {}): RecordingOptions {
  const scene = { id: 'sum', metric: 'success', actionLimit: [-1, 1] } as const;
  return { scene, expert, environment: new SummingEnvironment(), episodes: 2, seed: 10, command: 'make', ...changes };
}

test('failures are dropped, their seeds used up, and their share recorded', async () => {
  const { metadata } = await recordDemonstrations(options());
  expect(metadata.episodes.map((episode) => episode.seed)).toEqual([10, 12]);
  expect(metadata).toMatchObject({ scene: 'sum', id: 'steady', seed: 10, attempts: 3, successRate: 2 / 3 });
});

test('an episode ends with the action that first succeeds, and pairs each action with what was seen before it', async () => {
  const set = await recordDemonstrations(options({ episodes: 1 }));
  expect(set.metadata.episodes).toEqual([{ seed: 10, length: 2, return: 2, success: true }]);
  expect(Array.from(set.observations)).toEqual([10, 0, 10, 1]);
  expect(Array.from(set.actions)).toEqual([1, 1]);
});

test('where the metric is the return, every episode is kept and played to its end', async () => {
  const scene = { id: 'sum', metric: 'return', actionLimit: [-1, 1] } as const;
  const { metadata } = await recordDemonstrations(options({ scene }));
  expect(metadata.episodes.map(({ seed, length }) => [seed, length])).toEqual([
    [10, 5],
    [11, 5],
  ]);
  expect(metadata).toMatchObject({ attempts: 2, successRate: null, meanReturn: 5 });
});

test('noise disturbs what is played, inside the limits, and never what is recorded', async () => {
  const environment = new SummingEnvironment();
  const noisy = { ...expert, playNoise: 0.2, create: () => ({ act: () => [0.9] }) };
  const set = await recordDemonstrations(options({ environment, expert: noisy, episodes: 1 }));
  expect(Array.from(set.actions)).toEqual(Array.from(set.actions, () => Math.fround(0.9)));
  expect(environment.played.some((action) => Math.abs(action - 0.9) > 0.01)).toBe(true);
  expect(Math.max(...environment.played)).toBeLessThanOrEqual(1);
  // The return is that of the episode that was really played.
  expect(set.metadata.meanReturn).toBeCloseTo(environment.played.reduce((sum, action) => sum + action, 0));
});

test('the same options make the same file, and it reads back', async () => {
  const noisy = { ...expert, playNoise: 0.2 };
  const sets = [
    await recordDemonstrations(options({ expert: noisy })),
    await recordDemonstrations(options({ expert: noisy })),
  ];
  const [first, again] = sets.map(encodeDemonstrations);
  expect(again).toEqual(first);
  expect(decodeDemonstrations(first, 'sum-steady.demo')).toEqual(sets[0]);
});

test('an expert that never succeeds is given up on, by name', async () => {
  const idle: ExpertDefinition = { id: 'idle', description: 'Does nothing.', create: () => ({ act: () => [0] }) };
  await expect(recordDemonstrations(options({ expert: idle, maximumAttempts: 4 }))).rejects.toThrow(
    /sum: the idle expert succeeded in 0 of 4 attempts/,
  );
});

test('progress is told after each attempt, and an abort between two attempts is heeded', async () => {
  const told: number[][] = [];
  const controller = new AbortController();
  const recording = recordDemonstrations(
    options({
      episodes: 100,
      signal: controller.signal,
      onProgress: ({ kept, attempts, episodes }) => {
        told.push([kept, attempts, episodes]);
        if (attempts === 3) setTimeout(() => controller.abort(new Error('stopped by the reader')), 0);
      },
    }),
  );
  await expect(recording).rejects.toThrow('stopped by the reader');
  expect(told.slice(0, 3)).toEqual([
    [1, 1, 100],
    [1, 2, 100],
    [2, 3, 100],
  ]);
  expect(told.length).toBeLessThan(6);
});
