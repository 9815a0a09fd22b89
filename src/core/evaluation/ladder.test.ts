import { expect, test } from 'vitest';
import type { Environment } from '../physics/environment.ts';
import { InProcessVectorEnvironment } from '../physics/inProcessVectorEnvironment.ts';
import type { ChunkPolicy } from '../policy/chunkPolicy.ts';
import { evaluateLadder } from './ladder.ts';
import { rolloutEpisodes } from './rollouts.ts';

/** A line to walk: the observation is the position, success is beyond 1, and the seed is the start. */
function lineEnvironment(): Environment {
  let position = 0;
  let steps = 0;
  return {
    observationSize: 1,
    actionSize: 1,
    reset(seed) {
      position = -(seed % 7) / 10;
      steps = 0;
      return Float64Array.of(position);
    },
    step(action) {
      position += action[0];
      steps++;
      const success = position > 1;
      return {
        observation: Float64Array.of(position),
        reward: success ? 1 : 0,
        terminated: false,
        truncated: steps >= 40,
        success,
      };
    },
    poses: () => new Float32Array(7),
    dispose: () => {},
  };
}

const makeLine = (slots: number) => new InProcessVectorEnvironment(lineEnvironment, { slots, stopAtSuccess: true });

/** Walks by its noise, and by more of it with more steps. */
const noisyWalker: ChunkPolicy = {
  actionHorizon: 2,
  actionSize: 1,
  sample: async (_observations, noise, steps) => noise.map((z) => 0.02 * steps + 0.1 * z),
};

const seeds = Array.from({ length: 11 }, (_, i) => 100 + i);

test('an episode is the same whoever else is in the batch', async () => {
  const alone = await rolloutEpisodes(noisyWalker, makeLine(1), { seeds, steps: 1 });
  const together = await rolloutEpisodes(noisyWalker, makeLine(4), { seeds, steps: 1 });
  expect(together).toEqual(alone);
  expect(new Set(alone.map(({ length }) => length)).size).toBeGreaterThan(2);
});

test('a step limit ends an episode as it stands', async () => {
  const played = await rolloutEpisodes(noisyWalker, makeLine(3), { seeds, steps: 1, stepLimit: 6 });
  expect(Math.max(...played.map(({ length }) => length))).toBe(6);
});

test('an aborted rollout stops with the signal’s reason', async () => {
  const controller = new AbortController();
  const onEpisode = () => controller.abort(new Error('enough'));
  const played = rolloutEpisodes(noisyWalker, makeLine(2), { seeds, steps: 1, signal: controller.signal, onEpisode });
  await expect(played).rejects.toThrow('enough');
});

test('the ladder counts the same episodes for every step count, and pairs the ends', async () => {
  const options = { stepCounts: [1, 4, 8], episodes: 11, seed: 100, trainingStep: 5 };
  const { rungs, paired, outcomes } = await evaluateLadder(noisyWalker, makeLine(4), options);
  expect(rungs.map(({ steps }) => steps)).toEqual([1, 4, 8]);
  const successes = (steps: number) => outcomes.get(steps)!.map(({ success }) => success);
  const [one, many] = [successes(1), successes(8)];
  expect(paired).toMatchObject({
    one: 1,
    many: 8,
    both: one.filter((success, i) => success && many[i]).length,
    onlyMany: one.filter((success, i) => !success && many[i]).length,
  });
  const returns = (steps: number) => outcomes.get(steps)!.reduce((sum, outcome) => sum + outcome.return, 0);
  expect(paired?.returnDifference.mean).toBeCloseTo((returns(1) - returns(8)) / 11, 10);
  expect(rungs[2].successes).toBe(many.filter(Boolean).length);
  for (const steps of [1, 4, 8]) expect(outcomes.get(steps)!.map(({ seed }) => seed)).toEqual(seeds);
});
