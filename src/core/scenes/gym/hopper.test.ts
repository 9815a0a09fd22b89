import { beforeAll, expect, test } from 'vitest';
import { loadMujoco, type Mujoco } from '../../physics/mujoco.ts';
import { describeMjcf, Simulation } from '../../physics/simulation.ts';
import { Random } from '../../random/random.ts';
import { hopper } from './hopper.ts';

let mujoco: Mujoco;
beforeAll(async () => {
  mujoco = await loadMujoco();
});

type Actor = (step: number, observation: Float64Array) => ArrayLike<number>;

/** Σ reward of an episode under one action a step, and how many steps it took. */
function play(resetNoise: number, seed: number, actionAt: Actor) {
  const environment = hopper.create(mujoco, { resetNoise });
  const observations = [environment.reset(seed)];
  let [total, steps, isOver] = [0, 0, false];
  while (!isOver) {
    const transition = environment.step(actionAt(steps, observations[steps++]));
    observations.push(transition.observation);
    total += transition.reward;
    isOver = transition.terminated || transition.truncated;
  }
  environment.dispose();
  return { total, steps, observations };
}

test('with zero action the nominal hopper falls at step 141 with the return of Hopper-v5', () => {
  const { total, steps } = play(0, 0, () => [0, 0, 0]);
  expect(steps).toBe(141);
  expect(total).toBeCloseTo(132.9625, 4);
});

test('five scripted steps bring the model to the reference state', () => {
  const environment = hopper.create(mujoco, { resetNoise: 0 });
  environment.reset(0);
  let [observation, x] = [new Float64Array(11), 0];
  for (let k = 0; k < 5; k++) {
    const action = [0, 1, 2].map((i) => Math.sin(0.5 * k + i));
    const transition = environment.step(action);
    observation = transition.observation as Float64Array<ArrayBuffer>;
    x += 0.008 * (transition.reward - 1 + 1e-3 * action.reduce((sum, a) => sum + a * a, 0));
  }
  const qpos = [0.00170518, 1.24077014, 0.00528254, 0.00256267, 0.00240615, 0.06347886];
  const qvel = [0.0157166, -0.407621, 0.0480517, 0.0403134, -0.0165333, 0.7204242];
  const expected = [...qpos.slice(1), ...qvel];
  for (const [i, value] of expected.entries()) expect(Math.abs(observation[i] - value)).toBeLessThan(1e-6);
  // The reward carries the distance that the observation leaves out.
  expect(Math.abs(x - qpos[0])).toBeLessThan(1e-6);
  environment.dispose();
});

test('the model has the masses of the reference', () => {
  const simulation = new Simulation(mujoco, hopper.mjcf());
  const masses = Array.from(simulation.model.body_mass as Float64Array);
  const expected = [0, 3.665191, 4.057891, 2.781357, 5.315575];
  for (const [i, mass] of expected.entries()) expect(masses[i]).toBeCloseTo(mass, 5);
  simulation.dispose();
});

test('a seed names an episode bit for bit, and its first state is within 5e-3 of the nominal one', () => {
  const actionAt = (k: number) => [Math.sin(k), Math.cos(3 * k), Math.sin(2 * k)];
  const [first, again, other] = [7, 7, 8].map((seed) => play(1, seed, actionAt));
  expect(again).toEqual(first);
  expect(other.observations[0]).not.toEqual(first.observations[0]);
  const nominal = [1.25, ...new Array(10).fill(0)];
  for (const [i, value] of first.observations[0].entries()) {
    expect(Math.abs(value - nominal[i])).toBeLessThanOrEqual(5e-3);
    expect(value).not.toBe(nominal[i]);
  }
});

test('the control cost counts the action as given while the motors clamp it', () => {
  const [limited, excessive] = [1, 3].map((size) => {
    const environment = hopper.create(mujoco, { resetNoise: 0 });
    environment.reset(0);
    const transition = environment.step([size, -size, size]);
    environment.dispose();
    return transition;
  });
  expect(excessive.observation).toEqual(limited.observation);
  expect(limited.reward - excessive.reward).toBeCloseTo(1e-3 * (27 - 3), 9);
});

test('an action that is not three finite numbers is refused', () => {
  const environment = hopper.create(mujoco);
  expect(() => environment.step([0, 0])).toThrow(/expected 3 numbers, received 2/);
  expect(() => environment.step([0, Number.NaN, 0])).toThrow(/action\[1\]/);
  environment.dispose();
});

test('the viewer is given the floor and the four capsules', () => {
  const { bodies, geoms } = describeMjcf(mujoco, hopper.mjcf());
  expect(bodies).toEqual(['world', 'torso', 'thigh', 'leg', 'foot']);
  expect(geoms.map((geom) => geom.shape)).toEqual(['plane', 'capsule', 'capsule', 'capsule', 'capsule']);
});

test('the experts return what their sets are named for, on seeds that chose nothing', () => {
  const meanReturn = (id: string, episodes: number) => {
    const expert = hopper.experts.find((one) => one.id === id)!;
    const returns = Array.from({ length: episodes }, (_, seed) => {
      const actor = expert.create(new Random(seed));
      return play(1, 4_000_000 + seed, (_step, observation) => actor.act(observation)).total;
    });
    return returns.reduce((sum, value) => sum + value, 0) / episodes;
  };
  expect(meanReturn('expert', 4)).toBeGreaterThan(3000);
  expect(Math.abs(meanReturn('medium', 24) - 1400)).toBeLessThan(150);
});

test('every demonstration set of the scene has an expert that makes it, the default first', () => {
  expect(hopper.experts.map((expert) => expert.id)).toEqual(hopper.demonstrations);
});
