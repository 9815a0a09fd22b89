import { expect, test } from 'vitest';
import { InProcessVectorEnvironment } from '../physics/inProcessVectorEnvironment.ts';
import { ScriptedEnvironment, type ScriptedRules } from '../physics/scriptedEnvironment.ts';
import { Robots, type RobotsState } from './robots.ts';

/** What is seen is the seed, and the sum of all that was done. */
const adding = (rules: ScriptedRules) => new ScriptedEnvironment(rules, ({ seed, sum }) => [seed % 1000, sum]);

async function enter(rules: ScriptedRules = {}, episodeLimit = 0, state?: RobotsState): Promise<Robots> {
  const endsAtSuccess = rules.successAt !== undefined;
  const environments = new InProcessVectorEnvironment(() => adding(rules), {
    slots: 2,
    stopAtSuccess: endsAtSuccess,
  });
  const robots = new Robots({ robots: 2, seed: 5, episodeLimit, endsAtSuccess }, state);
  await robots.enter(environments);
  return robots;
}

const chunks = (...values: number[]) => Float32Array.from(values);

test('each run’s episodes have seeds of their own, and a robot’s next episode another than its last', async () => {
  const robots = await enter({ fallAt: 1 });
  const seeds = () => robots.state.episodes.map(({ seed }) => seed);
  expect(seeds()).toEqual([105_000_000, 105_000_001]);
  await robots.play(chunks(1, 1));
  expect(seeds()).toEqual([105_000_002, 105_000_003]);
});

test('a fall is a termination: what was seen last is told, and what is seen now is the next episode', async () => {
  const robots = await enter({ fallAt: 3 });
  await robots.play(chunks(1, 1, 2, 2));
  const played = await robots.play(chunks(3, 3, 4, 4));
  expect(Array.from(played.terminated)).toEqual([1, 1]);
  expect(Array.from(played.ended)).toEqual([1, 1]);
  // The second action of each chunk was not played.
  expect(played.envSteps).toBe(2);
  expect(Array.from(played.observations)).toEqual([0, 5, 1, 8]);
  expect(Array.from(robots.observations)).toEqual([2, 0, 3, 0]);
  expect(played.outcomes).toEqual([
    { seed: 105_000_000, length: 3, return: 5, success: false },
    { seed: 105_000_001, length: 3, return: 8, success: false },
  ]);
});

test('a time limit, the scene’s or the run’s own, ends an episode and terminates nothing', async () => {
  for (const robots of [await enter({ horizon: 4 }), await enter({}, 4)]) {
    expect(Array.from((await robots.play(chunks(1, 1, 1, 1))).ended)).toEqual([0, 0]);
    const played = await robots.play(chunks(1, 1, 1, 1));
    expect([Array.from(played.terminated), Array.from(played.ended)]).toEqual([
      [0, 0],
      [1, 1],
    ]);
  }
});

test('a success terminates where it is the metric', async () => {
  const robots = await enter({ successAt: 2 });
  const played = await robots.play(chunks(1, 1, 1, 1, 1, 1));
  expect(Array.from(played.terminated)).toEqual([1, 1]);
  expect(played.outcomes.map(({ success, length }) => [success, length])).toEqual([
    [true, 2],
    [true, 2],
  ]);
});

test('robots that were written down stand in other environments where they stood, and go on from there', async () => {
  const robots = await enter({ fallAt: 5 });
  for (const value of [1, 2, 3]) await robots.play(chunks(value, value, 10 * value, 10 * value));
  const others = await enter({ fallAt: 5 }, 0, structuredClone(robots.state));
  expect(others.observations).toEqual(robots.observations);
  expect(others.state).toEqual(robots.state);
  const next = chunks(4, 4, 5, 5);
  expect(await others.play(next)).toEqual(await robots.play(next));
});

test('more robots than there are environments are refused', async () => {
  const environments = new InProcessVectorEnvironment(() => adding({}), {
    slots: 1,
    stopAtSuccess: false,
  });
  const robots = new Robots({ robots: 2, seed: 0, episodeLimit: 0, endsAtSuccess: false });
  await expect(robots.enter(environments)).rejects.toThrow(/slots: expected 2, received 1/);
});
