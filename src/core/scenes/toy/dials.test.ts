import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { decodeDemonstrations } from '../../data/demonstrations.ts';
import { recordDemonstrations } from '../../data/recordDemonstrations.ts';
import { loadMujoco, type Mujoco } from '../../physics/mujoco.ts';
import { Random } from '../../random/random.ts';
import { dials } from './dials.ts';
import { doorAngle, physicsTimestep, yard } from './dialsModel.ts';

let mujoco: Mujoco;
beforeAll(async () => {
  mujoco = await loadMujoco();
});

const shipped = () =>
  decodeDemonstrations(new Uint8Array(readFileSync('public/demonstrations/dials-expert.demo')), 'dials-expert.demo');

/** Plays an episode to its end. */
function play(seed: number, resetNoise: number, act: (observation: Float64Array, step: number) => ArrayLike<number>) {
  const environment = dials.create(mujoco, { resetNoise });
  const observations = [environment.reset(seed)];
  for (;;) {
    const step = observations.length - 1;
    const transition = environment.step(act(observations.at(-1)!, step));
    observations.push(transition.observation);
    if (transition.terminated || transition.truncated || transition.success) {
      environment.dispose();
      return { ...transition, observations, length: observations.length - 1 };
    }
  }
}

/** Drives at full speed, this far beside the first door's middle. */
const driveBeside = (degrees: number) => (observation: Float64Array) => {
  const angle = doorAngle(observation[0], observation[1]) + (degrees * Math.PI) / 180;
  return [Math.cos(angle), Math.sin(angle)];
};

test('a seed names an episode bit for bit, and its readings fill the range of the dials', () => {
  const [first, again, other] = [7, 7, 8].map((seed) => play(seed, 1, driveBeside(0)));
  expect(again).toEqual(first);
  expect(other.observations[0]).not.toEqual(first.observations[0]);
  const environment = dials.create(mujoco);
  const readings = Array.from({ length: 300 }, (_, seed) => environment.reset(seed)).flatMap((values) => [...values]);
  environment.dispose();
  expect(Math.max(...readings.map(Math.abs))).toBeLessThanOrEqual(1);
  expect(Math.min(...readings)).toBeLessThan(-0.95);
  expect(Math.max(...readings)).toBeGreaterThan(0.95);
});

test('the dials say nothing of the puck: the readings stand still for an episode', () => {
  const { observations } = play(3, 1, driveBeside(0));
  for (const observation of observations) expect(observation).toEqual(observations[0]);
});

test('both doors let the puck out within one chunk, and the wall between them does not', () => {
  for (let seed = 0; seed < 20; seed++) {
    for (const degrees of [0, 180]) {
      expect(play(seed, 1, driveBeside(degrees))).toMatchObject({ success: true, terminated: false, length: 4 });
    }
    for (const degrees of [45, 90, 135, -90]) {
      expect(play(seed, 1, driveBeside(degrees))).toMatchObject({ success: false, terminated: true });
    }
  }
});

test('a door forgives an aim of 14°, and not one of 18°', () => {
  for (const side of [-1, 1]) {
    expect(play(0, 0, driveBeside(14 * side)).success).toBe(true);
    expect(play(0, 0, driveBeside(18 * side)).success).toBe(false);
  }
});

test('the doors turn with the sum of the readings, once round over their range', () => {
  expect(doorAngle(0.3, -0.3)).toBeCloseTo(0, 12);
  expect(doorAngle(1, 1) - doorAngle(-1, -1)).toBeCloseTo(2 * Math.PI, 12);
});

test('standing still ends by the clock alone, after two chunks', () => {
  expect(play(0, 1, () => [0, 0])).toMatchObject({ success: false, terminated: false, truncated: true, length: 8 });
});

test('a held command is taken on as a velocity, within the way of one physics timestep', () => {
  const environment = dials.create(mujoco, { resetNoise: 0 });
  environment.reset(0);
  environment.step([0.5, 0]);
  const [time, constant] = [0.2, 1 / 30];
  const distance = 0.5 * yard.speed * (time - constant * (1 - Math.exp(-time / constant)));
  // The puck is the last body.
  expect(Math.abs(environment.poses().at(-7)! - distance)).toBeLessThan(0.5 * yard.speed * physicsTimestep);
  environment.dispose();
});

test('the expert succeeds in 60 of 60 episodes that made no demonstration', () => {
  const [expert] = dials.experts;
  const successes = Array.from({ length: 60 }, (_, i) => 4_000_000 + i).filter((seed) => {
    const actor = expert.create(new Random(seed, 1));
    return play(seed, 1, (observation) => actor.act(observation)).success;
  });
  expect(successes).toHaveLength(60);
});

test('the mean of the demonstrations is to stand still, whatever the dials read', () => {
  const { observations, actions } = shipped();
  const sums = new Map<number, [count: number, x: number, y: number]>();
  for (let row = 0; row < actions.length / 2; row++) {
    const cell = Math.floor(4 * (observations[2 * row] + observations[2 * row + 1]));
    const [count, x, y] = sums.get(cell) ?? [0, 0, 0];
    sums.set(cell, [count + 1, x + actions[2 * row], y + actions[2 * row + 1]]);
  }
  for (const [count, x, y] of sums.values()) {
    // Four rows an episode are one draw of a side: three standard errors of a mean of unit vectors.
    expect(Math.hypot(x, y) / count).toBeLessThan(3.5 * Math.sqrt(4 / count));
  }
});

test('the shipped demonstrations are what their command makes', async () => {
  const set = shipped();
  expect(set.metadata).toMatchObject({ scene: 'dials', id: 'expert', seed: 1_000_000, successRate: 1 });
  expect(set.metadata.episodes).toHaveLength(4000);
  const environment = dials.create(mujoco);
  const [expert] = dials.experts;
  const anew = await recordDemonstrations({
    scene: dials,
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
