import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadMujoco, type Mujoco } from '../../physics/mujoco.ts';
import { describeMjcf, Simulation } from '../../physics/simulation.ts';
import { Random } from '../../random/random.ts';
import { observationSize } from '../scene.ts';
import { can, canRules, placeAmongOthers } from './can.ts';
import {
  expectClose,
  expectFinite,
  expectPoseInHand,
  expectRepeats,
  geomFacts,
  judge,
  solidGeoms,
} from './pickFixture.ts';

let mujoco: Mujoco;
let simulation: Simulation;
beforeAll(async () => {
  mujoco = await loadMujoco();
  simulation = new Simulation(mujoco, can.mjcf());
});
afterAll(() => simulation.dispose());

test('the can weighs and measures what robosuite’s does, to 1 %', () => {
  const body = simulation.id('body', 'can');
  // Density times the volume of robosuite's mesh.
  expect(simulation.model.body_mass[body] / (100 * 1.465e-4)).toBeCloseTo(1, 2);
  const [geom, ...others] = solidGeoms(simulation, body).map((id) => geomFacts(simulation, id));
  expect(others).toEqual([]);
  expectClose(geom.size.slice(0, 2), [0.025, 0.04], 1e-9);
  expectClose([geom.position[2] - 0.04, geom.position[2] + 0.04], [-0.0403, 0.0397], 1e-9);
  expect(geom).toMatchObject({
    friction: [0.95, 0.3, 0.1],
    condim: 4,
    solref: [0.001, 1],
    solimp: [0.998, 0.998, 0.001],
  });
});

test('beside the arm the can meets robosuite’s two bins: floors, walls, and two dividers in the second', () => {
  const boxes = solidGeoms(simulation, 0).map((id) => geomFacts(simulation, id));
  expect(boxes.every(({ friction }) => friction.join() === '1,0.005,0.0001')).toBe(true);
  const tenths = (values: readonly number[]) => values.map((value) => +value.toFixed(4)).join(' ');
  const found = boxes.map(({ size, position }) => `${tenths(size)} at ${tenths(position)}`);
  const bin = (y: number) => [
    `0.2 0.25 0.02 at 0.1 ${y} 0.8`,
    `0.21 0.01 0.05 at 0.1 ${+(y - 0.25).toFixed(4)} 0.85`,
    `0.21 0.01 0.05 at 0.1 ${+(y + 0.25).toFixed(4)} 0.85`,
    `0.01 0.25 0.05 at -0.1 ${y} 0.85`,
    `0.01 0.25 0.05 at 0.3 ${y} 0.85`,
  ];
  const dividers = ['0.01 0.25 0.05 at 0.1 0.28 0.85', '0.2 0.01 0.05 at 0.1 0.28 0.85'];
  expect(found.sort()).toEqual([...bin(-0.25), ...bin(0.28), ...dividers].sort());
});

test('without noise arm and can begin where robosuite puts them', () => {
  const environment = can.create(mujoco, { resetNoise: 0 });
  const observation = environment.reset(3);
  expect(observation.length).toBe(observationSize(can));
  // Lift's check value (section 2.2 of the reference), with the robot's base at (−0.5, −0.1).
  expectClose(observation.subarray(0, 3), [-0.10277 + 0.06, -0.1, 1.01104], 6e-6);
  expectClose(observation.subarray(3, 7), [0.99798, 0.00025, 0.06358, 0.00002], 5e-6);
  expectClose(observation.subarray(7, 16), [0.020833, -0.020833, 0.1, -0.25, 0.86, 0, 0, 0, 1], 1e-9);
  environment.dispose();
});

test('the can stands on the bin’s floor and stays where it begins', () => {
  const environment = can.create(mujoco);
  const start = environment.reset(5);
  let observation = start;
  for (let k = 0; k < 40; k++) observation = environment.step([0, 0, 0, 0, 0, 0, 0]).observation;
  expectClose(observation.subarray(9, 11), [start[9], start[10]], 3e-4);
  expect(observation[11]).toBeCloseTo(0.82 + 0.0403, 3);
  environment.dispose();
});

test('the pose in the hand’s frame is that of MuJoCo’s rotation matrices, and its w is not negative', () => {
  expectPoseInHand(simulation, canRules);
});

test.each([
  ['in the middle of its compartment', [0.1975, 0.4025, 0.86], true],
  ['just inside the divider along x', [0.101, 0.4, 0.86], true],
  ['just across the divider along x', [0.099, 0.4, 0.86], false],
  ['beyond the room of the bin along x', [0.296, 0.4, 0.86], false],
  ['just inside the divider along y', [0.2, 0.281, 0.86], true],
  ['just across the divider along y', [0.2, 0.279, 0.86], false],
  ['beyond the room of the bin along y', [0.2, 0.526, 0.86], false],
  ['above the walls', [0.2, 0.4, 0.905], false],
  ['in the other bin', [0.1, -0.25, 0.86], false],
] as const)('a can %s counts: %o', (_, place, isInPlace) => {
  expect(judge(simulation, canRules, place, [0, 0, 1.2])).toBe(isInPlace);
});

test('a can in its compartment counts only when the gripper is more than 4.24 cm away', () => {
  const place = [0.2, 0.4, 0.86];
  expect(judge(simulation, canRules, place, [0.2, 0.4, 0.86 + 0.0423])).toBe(false);
  expect(judge(simulation, canRules, place, [0.2, 0.4, 0.86 + 0.0425])).toBe(true);
});

test('the can keeps clear of where milk, bread and cereal were drawn: rarer in the middle than uniform', () => {
  const draws = Array.from({ length: 4000 }, (_, seed) => placeAmongOthers(new Random(seed)));
  const [halfX, halfY] = [0.145 - Math.hypot(0.025, 0.025), 0.195 - Math.hypot(0.025, 0.025)];
  const share = (isInside: (x: number, y: number) => boolean) => draws.filter(([x, y]) => isInside(x, y)).length / 4000;
  expect(share((x, y) => Math.abs(x) <= halfX && Math.abs(y) <= halfY)).toBe(1);
  // Uniform would put a quarter into the middle half of each side; the standard error is 0.007.
  expect(share((x, y) => Math.abs(x) < halfX / 2 && Math.abs(y) < halfY / 2)).toBeLessThan(0.22);
  expect(share((x) => x > 0)).toBeCloseTo(0.5, 1);
  expect(share((_, y) => y > 0)).toBeCloseTo(0.5, 1);
});

test('the same seed and actions repeat an episode bit for bit, whatever was played before', () => {
  expectRepeats(mujoco, can);
});

// 10,000 steps take half a minute; they are played by `npm run lab -- rollout can --policy random --episodes 25`.
test('1,000 random actions give finite observations', () => {
  expectFinite(mujoco, can, 0, 1000);
}, 30_000);

test('the description draws a can in the bin and a pale one where it shall go', () => {
  const { bodies, geoms } = describeMjcf(mujoco, can.mjcf());
  expect(bodies).toContain('can');
  const drawn = geoms.filter(({ shape, group }) => shape === 'cylinder' && group === 1);
  expect(drawn.filter(({ body, color }) => body === bodies.indexOf('can') && color[3] === 1).length).toBe(4);
  const pale = drawn.filter(({ body, color }) => body === 0 && color[3] < 1);
  expect(pale.length).toBe(4);
  expectClose(pale[0].position.slice(0, 2), [0.1975, 0.4025], 1e-9);
  const environment = can.create(mujoco);
  expect(environment.poses().length).toBe(7 * bodies.length);
  environment.dispose();
});
