import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadMujoco, type Mujoco } from '../../physics/mujoco.ts';
import { describeMjcf, Simulation } from '../../physics/simulation.ts';
import { observationSize } from '../scene.ts';
import {
  expectClose,
  expectFinite,
  expectPoseInHand,
  expectRepeats,
  geomFacts,
  judge,
  solidGeoms,
} from './pickFixture.ts';
import { square, squareRules } from './square.ts';

let mujoco: Mujoco;
let simulation: Simulation;
beforeAll(async () => {
  mujoco = await loadMujoco();
  simulation = new Simulation(mujoco, square.mjcf());
});
afterAll(() => simulation.dispose());

test('the nut weighs, balances and measures what robosuite’s does, to 1 %', () => {
  const body = simulation.id('body', 'nut');
  const { model } = simulation;
  expect(model.body_mass[body] / 0.015807).toBeCloseTo(1, 3);
  expectClose(model.body_ipos.subarray(body * 3, body * 3 + 3), [0.01096, 0, 0], 1e-5);
  const boxes = solidGeoms(simulation, body).map((id) => geomFacts(simulation, id));
  expect(boxes.map(({ size, position }) => [...size, position[0], position[1]])).toEqual([
    [0.0105, 0.04375, 0.01, -0.03325, 0],
    [0.03125, 0.0105, 0.01, 0, 0.03325],
    [0.03125, 0.0105, 0.01, 0, -0.03325],
    [0.0105, 0.04375, 0.01, 0.03325, 0],
    [0.02525, 0.015875, 0.01, 0.054, 0],
  ]);
  const contact = { condim: 4, solref: [0.02, 1], solimp: [0.998, 0.998, 0.001] };
  for (const box of boxes) expect(box).toMatchObject(contact);
  expect(boxes.map(({ friction }) => friction)).toEqual([
    [0.95, 0.3, 0.2],
    ...Array.from({ length: 4 }, () => [0.95, 0.3, 0.1]),
  ]);
});

test('the table is 82 cm high and bears a square peg of 3.2 cm and a round one of 4 cm', () => {
  const [table, squarePeg, roundPeg, ...others] = solidGeoms(simulation, 0).map((id) => geomFacts(simulation, id));
  expect(others).toEqual([]);
  expectClose([...table.size, ...table.position], [0.4, 0.4, 0.025, 0, 0, 0.82 - 0.025], 1e-9);
  expectClose([...squarePeg.size, ...squarePeg.position], [0.016, 0.016, 0.1, 0.23, 0.1, 0.85], 1e-9);
  expectClose([...roundPeg.size.slice(0, 2), ...roundPeg.position], [0.02, 0.1, 0.23, -0.1, 0.85], 1e-9);
  for (const { friction } of [table, squarePeg, roundPeg]) expect(friction).toEqual([1, 0.005, 0.0001]);
});

test('without noise arm and nut begin where robosuite puts them', () => {
  const environment = square.create(mujoco, { resetNoise: 0 });
  const observation = environment.reset(3);
  expect(observation.length).toBe(observationSize(square));
  // Check values of the reference, section 2.2.
  expectClose(observation.subarray(0, 3), [-0.10277, 0, 1.01104], 5e-6);
  expectClose(observation.subarray(3, 7), [0.99798, 0.00025, 0.06358, 0.00002], 5e-6);
  expectClose(observation.subarray(7, 16), [0.020833, -0.020833, -0.1125, 0.1675, 0.89, 0, 0, 0, 1], 1e-9);
  environment.dispose();
});

test('a hundred resets spread the nut as robosuite does, turned every way', () => {
  const environment = square.create(mujoco);
  const starts = Array.from({ length: 100 }, (_, seed) => environment.reset(seed));
  const column = (i: number) => starts.map((start) => start[i]);
  expect(Math.min(...column(9))).toBeGreaterThanOrEqual(-0.115);
  expect(Math.max(...column(9))).toBeLessThanOrEqual(-0.11);
  expect(Math.min(...column(10))).toBeGreaterThanOrEqual(0.11);
  expect(Math.max(...column(10))).toBeLessThanOrEqual(0.225);
  expect(Math.max(...column(10)) - Math.min(...column(10))).toBeGreaterThan(0.1);
  expectClose(column(11), Array(100).fill(0.89), 1e-9);
  expect(new Set(column(14).map((z, i) => `${z > 0.7}${column(15)[i] > 0}`)).size).toBe(4);
  environment.dispose();
});

test('the nut falls 6 cm, comes to rest flat on the table and stays there', () => {
  const environment = square.create(mujoco);
  const start = environment.reset(5);
  let observation = start;
  for (let k = 0; k < 20; k++) observation = environment.step([0, 0, 0, 0, 0, 0, 0]).observation;
  expectClose(observation.subarray(9, 12), [start[9], start[10], 0.83], 5e-4);
  expectClose(observation.subarray(12, 14), [0, 0], 1e-3);
  environment.dispose();
});

test('the pose in the hand’s frame is that of MuJoCo’s rotation matrices, and its w is not negative', () => {
  expectPoseInHand(simulation, squareRules);
});

test.each([
  ['on the square peg', [0.23, 0.1, 0.83], true],
  ['on the square peg, just below 87 cm', [0.23, 0.1, 0.8699], true],
  ['on the square peg, just above 87 cm', [0.23, 0.1, 0.8701], false],
  ['just near enough along x', [0.2599, 0.1, 0.83], true],
  ['just too far along x', [0.1999, 0.1, 0.83], false],
  ['just near enough along y', [0.23, 0.1299, 0.83], true],
  ['just too far along y', [0.23, 0.0699, 0.83], false],
  ['on the round peg', [0.23, -0.1, 0.83], false],
] as const)('a nut %s counts: %o', (_, place, isInPlace) => {
  expect(judge(simulation, squareRules, place, [0, 0, 1.2])).toBe(isInPlace);
});

test('a nut on its peg counts only when the gripper is more than 4.24 cm from its middle', () => {
  expect(judge(simulation, squareRules, [0.23, 0.1, 0.85], [0.23 - 0.0423, 0.1, 0.85])).toBe(false);
  expect(judge(simulation, squareRules, [0.23, 0.1, 0.85], [0.23 - 0.0425, 0.1, 0.85])).toBe(true);
});

test('the same seed and actions repeat an episode bit for bit, whatever was played before', () => {
  expectRepeats(mujoco, square);
});

// 10,000 steps take half a minute; they are played by `npm run lab -- rollout square --policy random --episodes 25`.
test('1,000 random actions give finite observations', () => {
  expectFinite(mujoco, square, 0, 1000);
}, 30_000);

test('the description draws a nut of five boxes and two pegs', () => {
  const { bodies, geoms } = describeMjcf(mujoco, square.mjcf());
  const drawn = geoms.filter(({ group }) => group === 1);
  expect(drawn.filter(({ body, shape }) => body === bodies.indexOf('nut') && shape === 'box').length).toBe(5);
  expect(drawn.filter(({ position: [x, , z] }) => x === 0.23 && z === 0.85).map(({ shape }) => shape)).toEqual([
    'box',
    'cylinder',
  ]);
  const environment = square.create(mujoco);
  expect(environment.poses().length).toBe(7 * bodies.length);
  environment.dispose();
});
