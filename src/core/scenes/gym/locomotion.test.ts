import { beforeAll, expect, test } from 'vitest';
import { loadMujoco, type Mujoco } from '../../physics/mujoco.ts';
import { Simulation } from '../../physics/simulation.ts';
import { Random } from '../../random/random.ts';
import { findScene, scenes } from '../registry.ts';
import { observationSize } from '../scene.ts';

let mujoco: Mujoco;
beforeAll(async () => {
  mujoco = await loadMujoco();
});

function start(id: string, resetNoise = 0) {
  const scene = findScene(id);
  const environment = scene.create(mujoco, { resetNoise });
  const first = environment.reset(0);
  return { scene, environment, first };
}

/** a_i(k) = A·sin(0.5k + i) for `steps` control steps; the last observation */
function playScript(id: string, steps: number): Float64Array {
  const { scene, environment } = start(id);
  const amplitude = scene.actionLimit[1];
  let observation = new Float64Array(0);
  for (let k = 0; k < steps; k++) {
    const action = Array.from({ length: scene.actionSize }, (_, i) => amplitude * Math.sin(0.5 * k + i));
    observation = environment.step(action).observation as Float64Array<ArrayBuffer>;
  }
  environment.dispose();
  return observation;
}

function expectClose(found: ArrayLike<number>, expected: readonly number[], tolerance = 1e-6): void {
  for (const [i, value] of expected.entries()) expect(Math.abs(found[i] - value)).toBeLessThan(tolerance);
}

// environments.md section 1.6
test.each([
  ['walker2d', 135, 112.8756],
  ['ant', 1000, 993.137],
  ['humanoid', 40, 195.4891],
])('with zero action the nominal %s takes %i steps for %f', (id, length, total) => {
  const { scene, environment } = start(id);
  let [steps, sum, isOver] = [0, 0, false];
  while (!isOver) {
    const { reward, terminated, truncated } = environment.step(new Float64Array(scene.actionSize));
    sum += reward;
    steps++;
    isOver = terminated || truncated;
  }
  environment.dispose();
  expect(steps).toBe(length);
  expect(Math.abs(sum - total)).toBeLessThan(1e-3);
});

test('five scripted steps bring Walker2d and Ant to the reference states', () => {
  expectClose(
    playScript('walker2d', 5),
    [1.2427995, -0.06809746, -0.05802859, 0.00670153, 0.52995793, 0.00500336, -0.14526065, -0.23821974],
  );
  expectClose(
    playScript('ant', 5),
    [
      0.57338403, 0.99815382, 0.00661192, -0.04907093, -0.03517494, 0.13931005, 0.46648954, -0.52594471, -0.81945932,
      0.59090184, -0.521764, 0.5383035, 1.22396881,
    ],
  );
});

test('scripted steps bring the Humanoid down as far as the reference', () => {
  expectClose(
    [1, 5, 20].map((steps) => playScript('humanoid', steps)[0]),
    [1.3985325, 1.34766397, 0.98997156],
  );
});

test.each([
  ['walker2d', [3.665191, 4.057891, 2.781357, 3.166725, 4.057891, 2.781357, 3.166725]],
  ['ant', [0.327249, ...new Array(4).fill([0.039158, 0.039158, 0.067592]).flat()]],
  ['humanoid', [8.907462, 2.261947, 6.616194, 4.751751, 2.755696, 1.767146, 4.751751, 2.755696, 1.767146]],
  // MuJoCo before 2.1.1: ρπr²(2h + r)
  ['hopper-d4rl', [3.53429, 3.92699, 2.71434, 5.08938]],
  ['walker2d-d4rl', [3.53429, 3.92699, 2.71434, 2.94053]],
])('the bodies of %s have the masses of the reference', (id, masses) => {
  const simulation = new Simulation(mujoco, findScene(id).mjcf());
  expectClose((simulation.model.body_mass as Float64Array).subarray(1), masses, 5e-6);
  simulation.dispose();
});

test.each([
  ['walker2d', 17],
  ['ant', 105],
  ['ant-v4', 27],
  ['ant-d4rl', 111],
  ['humanoid', 348],
  ['humanoid-v4', 376],
  ['humanoid-state', 45],
])('%s observes %i numbers, and its parts add up to them', (id, size) => {
  const { scene, environment, first } = start(id);
  expect([observationSize(scene), environment.observationSize, first.length]).toEqual([size, size, size]);
  expect(environment.step(new Float64Array(scene.actionSize)).observation).toHaveLength(size);
  environment.dispose();
});

test('the versions of a scene show the same state first, under the same physics', () => {
  for (const [id, other] of [
    ['ant', 'ant-v4'],
    ['humanoid', 'humanoid-v4'],
    ['humanoid', 'humanoid-state'],
  ]) {
    const short = Math.min(observationSize(findScene(id)), observationSize(findScene(other)), 45);
    expect(playScript(other, 4).subarray(0, short)).toEqual(playScript(id, 4).subarray(0, short));
  }
});

test('Ant and Humanoid feel the floor: contact forces are read, and in Ant held inside ±1', () => {
  const ant = playScript('ant', 12).subarray(27);
  expect(ant.some((force) => force !== 0)).toBe(true);
  expect(ant.every((force) => Math.abs(force) <= 1)).toBe(true);
  const humanoid = playScript('humanoid', 24).subarray(270);
  expect(humanoid.some((force) => force !== 0)).toBe(true);
});

test('only the versions before v5 pay the healthy reward for the step of the fall', () => {
  const lastReward = (id: string) => {
    const { scene, environment } = start(id);
    for (;;) {
      const { reward, terminated } = environment.step(new Float64Array(scene.actionSize));
      if (!terminated) continue;
      environment.dispose();
      return reward;
    }
  };
  // Their models differ a little too, so the rewards do by more than the one that is paid.
  expect(Math.abs(lastReward('walker2d-v4') - lastReward('walker2d') - 1)).toBeLessThan(0.3);
  expect(Math.abs(lastReward('humanoid-v4') - lastReward('humanoid') - 5)).toBeLessThan(0.3);
});

test.each(scenes.filter(({ family }) => family === 'gym').map(({ id }) => id))(
  '%s stays finite through random actions over many episodes',
  (id) => {
    const scene = findScene(id);
    const environment = scene.create(mujoco);
    const random = new Random(1);
    const [low, high] = scene.actionLimit;
    let [seed, staysFinite] = [0, true];
    environment.reset(seed);
    for (let step = 0; step < 400; step++) {
      const action = Array.from({ length: scene.actionSize }, () => random.uniform(low, high));
      const { observation, reward, terminated, truncated } = environment.step(action);
      staysFinite &&= Number.isFinite(reward) && observation.every(Number.isFinite);
      if (terminated || truncated) environment.reset(++seed);
    }
    environment.dispose();
    expect(staysFinite).toBe(true);
  },
);
