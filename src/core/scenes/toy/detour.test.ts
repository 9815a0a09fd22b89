import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { decodeDemonstrations } from '../../data/demonstrations.ts';
import { recordDemonstrations } from '../../data/recordDemonstrations.ts';
import { loadMujoco, type Mujoco } from '../../physics/mujoco.ts';
import { Random } from '../../random/random.ts';
import { detour } from './detour.ts';
import { course } from './detourModel.ts';

let mujoco: Mujoco;
beforeAll(async () => {
  mujoco = await loadMujoco();
});

const shipped = () =>
  decodeDemonstrations(new Uint8Array(readFileSync('public/demonstrations/detour-expert.demo')), 'detour-expert.demo');

/** Plays an episode to its end. */
function play(seed: number, resetNoise: number, act: (observation: Float64Array) => ArrayLike<number>) {
  const environment = detour.create(mujoco, { resetNoise });
  const observations = [environment.reset(seed)];
  for (;;) {
    const transition = environment.step(act(observations.at(-1)!));
    observations.push(transition.observation);
    if (transition.terminated || transition.truncated || transition.success) {
      environment.dispose();
      return { ...transition, observations, length: observations.length - 1 };
    }
  }
}

test('a seed names an episode bit for bit, and its start lies in the starting field', () => {
  const [first, again, other] = [7, 7, 8].map((seed) => play(seed, 1, () => [0.7, 0.6]));
  expect(again).toEqual(first);
  expect(other.observations[0]).not.toEqual(first.observations[0]);
  for (let seed = 0; seed < 50; seed++) {
    const environment = detour.create(mujoco);
    const [x, y] = environment.reset(seed);
    environment.dispose();
    expect(x).toBeGreaterThanOrEqual(course.start.from);
    expect(x).toBeLessThanOrEqual(course.start.to);
    expect(Math.abs(y)).toBeLessThanOrEqual(course.start.aside);
  }
});

test('a held command is taken on as a velocity: x follows speed·(t − τ(1 − e^(−t/τ)))', () => {
  const environment = detour.create(mujoco, { resetNoise: 0 });
  const [start] = environment.reset(0);
  const [x] = environment.step([-0.5, 0]).observation;
  environment.dispose();
  const [time, constant] = [0.2, 1 / 30];
  const distance = -0.5 * course.speed * (time - constant * (1 - Math.exp(-time / constant)));
  expect(Math.abs(x - start - distance)).toBeLessThan(3e-3);
});

test('the pillar ends an episode without success where the two circles touch', () => {
  const { terminated, success, reward, observations } = play(0, 0, () => [1, 0]);
  expect({ terminated, success, reward }).toEqual({ terminated: true, success: false, reward: 0 });
  const [x] = observations.at(-1)!;
  expect(Math.abs(x + course.pillarRadius + course.puckRadius)).toBeLessThan(0.01);
});

test('a wall ends an episode too, and standing still ends it by the clock alone', () => {
  const wall = play(0, 0, () => [0, 1]);
  expect(wall).toMatchObject({ terminated: true, success: false });
  expect(Math.abs(wall.observations.at(-1)![1] - (course.wall - course.puckRadius))).toBeLessThan(0.01);
  expect(play(0, 0, () => [0, 0])).toMatchObject({ terminated: false, truncated: true, length: detour.horizon });
});

test('the expert succeeds in 60 of 60 episodes that made no demonstration', () => {
  const [expert] = detour.experts;
  const successes = Array.from({ length: 60 }, (_, i) => 4_000_000 + i).filter((seed) => {
    const actor = expert.create(new Random(seed, 1));
    return play(seed, 1, (observation) => actor.act(observation)).success;
  });
  expect(successes).toHaveLength(60);
});

test('half of the demonstrations begin to the left, and their mean action drives into the pillar', () => {
  const { metadata, actions } = shipped();
  const firsts: [number, number][] = [];
  let row = 0;
  for (const { length } of metadata.episodes) {
    firsts.push([actions[2 * row], actions[2 * row + 1]]);
    row += length;
  }
  const left = firsts.filter(([, sideways]) => sideways > 0).length;
  expect(Math.abs(left / firsts.length - 0.5)).toBeLessThan(0.1);
  // Nobody goes straight on: what the mean does, no demonstration does.
  expect(Math.min(...firsts.map(([, sideways]) => Math.abs(sideways)))).toBeGreaterThan(0.5);
  const mean = [0, 1].map((i) => firsts.reduce((sum, action) => sum + action[i], 0) / firsts.length);
  const outcome = play(0, 0, () => mean);
  expect(outcome).toMatchObject({ terminated: true, success: false });
  expect(Math.hypot(...outcome.observations.at(-1)!)).toBeLessThan(course.pillarRadius + course.puckRadius + 0.01);
});

test('the shipped demonstrations are what their command makes', async () => {
  const set = shipped();
  expect(set.metadata).toMatchObject({ scene: 'detour', id: 'expert', seed: 1_000_000, successRate: 1 });
  expect(set.metadata.episodes).toHaveLength(300);
  const environment = detour.create(mujoco);
  const [expert] = detour.experts;
  const anew = await recordDemonstrations({
    scene: detour,
    expert,
    environment,
    episodes: 3,
    seed: 1_000_000,
    command: '',
  });
  environment.dispose();
  expect(anew.actions).toEqual(set.actions.subarray(0, anew.actions.length));
  expect(anew.observations).toEqual(set.observations.subarray(0, anew.observations.length));
});

test('an action that is not two finite numbers is refused', () => {
  const environment = detour.create(mujoco);
  expect(() => environment.step([0])).toThrow(/expected 2 numbers, received 1/);
  expect(() => environment.step([0, Number.NaN])).toThrow(/action\[1\]/);
  environment.dispose();
});
