import { beforeAll, expect, test } from 'vitest';
import { loadMujoco, type Mujoco } from './mujoco.ts';
import { Simulation } from './simulation.ts';

let mujoco: Mujoco;
beforeAll(async () => {
  mujoco = await loadMujoco();
});

function settle(world: string): Simulation {
  const simulation = new Simulation(mujoco, `<mujoco><worldbody>${world}</worldbody></mujoco>`);
  simulation.advance(2000);
  return simulation;
}

/** Sum over contacts of the force along each axis, N */
function totalForce(contacts: Float32Array): number[] {
  const sum = [0, 0, 0];
  for (let i = 0; i < contacts.length; i++) if (i % 6 >= 3) sum[(i % 6) - 3] += contacts[i];
  return sum;
}

const box = `<body pos="0 0 .05"><freejoint/><geom type="box" size=".05 .05 .05" mass="2"/></body>`;

test('the floor carries a resting box with its weight, upwards, at its four corners', () => {
  const simulation = settle(`<geom type="plane" size="1 1 .1"/>${box}`);
  const contacts = simulation.contacts();
  expect(contacts).toHaveLength(4 * 6);
  const [x, y, z] = totalForce(contacts);
  expect(z).toBeCloseTo(2 * 9.81, 2);
  expect(Math.hypot(x, y)).toBeLessThan(1e-3);
  for (let i = 0; i < 4; i++) {
    expect(Math.abs(contacts[i * 6])).toBeCloseTo(0.05, 3);
    expect(Math.abs(contacts[i * 6 + 2])).toBeLessThan(1e-3);
  }
  simulation.dispose();
});

test('the force is that on the moving body, also where MuJoCo puts the world second', () => {
  // A sphere comes before a box in MuJoCo's pairs, so the world is the second of the two.
  const simulation = settle(
    `<geom type="box" size="1 1 .1" pos="0 0 -.1"/>
     <body pos="0 0 .05"><freejoint/><geom type="sphere" size=".05" mass="3"/></body>`,
  );
  expect(totalForce(simulation.contacts())[2]).toBeCloseTo(3 * 9.81, 2);
  simulation.dispose();
});

test('on a slope friction holds what gravity pulls down: the whole contact force is vertical', () => {
  // Elliptic cones and a high impedance keep the box from creeping.
  const simulation = new Simulation(
    mujoco,
    `<mujoco><option cone="elliptic" impratio="10"/><worldbody>
       <geom type="plane" size="2 2 .1" euler="0 10 0" friction="1"/>
       <body pos="0.0087 0 .0493" euler="0 10 0"><freejoint/><geom type="box" size=".05 .05 .05" mass="2" friction="1"/></body>
     </worldbody></mujoco>`,
  );
  simulation.advance(500);
  const [x, y, z] = totalForce(simulation.contacts());
  expect(z).toBeCloseTo(2 * 9.81, 1);
  expect(Math.abs(x)).toBeLessThan(0.1);
  expect(Math.abs(y)).toBeLessThan(0.1);
  simulation.dispose();
});

test('reading contacts changes nothing of the episode, and holds no memory', () => {
  const [asked, left] = [0, 1].map(() => settle(`<geom type="plane" size="1 1 .1"/>${box}`));
  for (let i = 0; i < 20_000; i++) asked.contacts();
  asked.advance(50);
  left.advance(50);
  expect(Array.from(asked.data.qpos as Float64Array)).toEqual(Array.from(left.data.qpos as Float64Array));
  // Had the copies stayed, 20,000 × 5 of them would have grown the heap, and this view of it would be empty now.
  const view = left.data.qpos as Float64Array;
  for (let i = 0; i < 20_000; i++) asked.contacts();
  expect(view.length).toBe(7);
  asked.dispose();
  left.dispose();
});
