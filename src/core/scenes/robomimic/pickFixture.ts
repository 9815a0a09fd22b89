/** @file What the tests of Can and Square share. */
import { expect } from 'vitest';
import type { Mujoco } from '../../physics/mujoco.ts';
import type { Simulation } from '../../physics/simulation.ts';
import { Random } from '../../random/random.ts';
import type { Scene } from '../scene.ts';
import { PandaArm } from './pandaArm.ts';
import { type PickRules, PickTask } from './pickTask.ts';

export function expectClose(received: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expect(received.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs(received[i] - value), `place ${i}: ${received[i]} for ${value}`).toBeLessThanOrEqual(tolerance);
  });
}

/** Numbers of one of the model's geoms. */
export function geomFacts({ model }: Simulation, geom: number) {
  const part = (array: Float64Array, width: number, count: number) => [
    ...array.subarray(geom * width, geom * width + count),
  ];
  return {
    size: part(model.geom_size, 3, 3),
    position: part(model.geom_pos, 3, 3),
    friction: part(model.geom_friction, 3, 3),
    solref: part(model.geom_solref, 2, 2),
    solimp: part(model.geom_solimp, 5, 3),
    condim: model.geom_condim[geom] as number,
  };
}

/** The geoms of a body that collide and weigh. @param body 0 is the world */
export function solidGeoms({ model }: Simulation, body: number): number[] {
  const all = Array.from({ length: model.ngeom }, (_, geom) => geom);
  return all.filter((geom) => model.geom_bodyid[geom] === body && model.geom_group[geom] === 0);
}

/** Whether the task is done with the object and the gripper at these places, m. */
export function judge(simulation: Simulation, rules: PickRules, object: readonly number[], grip: readonly number[]) {
  const [x, y, z] = object;
  const task = new PickTask(simulation, { ...rules, place: () => ({ position: [x, y, z], yaw: 0 }) });
  task.place(simulation, new Random(0), 1);
  simulation.forward();
  return task.isSuccess(simulation, [{ position: grip, quaternion: [1, 0, 0, 0] }]);
}

/** Checks the object's pose in the hand's frame against MuJoCo's own rotation matrices, at 20 random states. */
export function expectPoseInHand(simulation: Simulation, rules: PickRules): void {
  const { mujoco, model, data } = simulation;
  const arm = new PandaArm(simulation, 'robot0_');
  const task = new PickTask(simulation, rules);
  const [hand, body] = [simulation.id('body', 'robot0_right_hand'), simulation.id('body', rules.object)];
  const site = simulation.id('site', 'robot0_grip_site');
  const random = new Random(1);
  const signs = new Set<number>();
  for (let state = 0; state < 20; state++) {
    for (let i = 0; i < model.nq; i++) data.qpos[i] = random.uniform(-0.5, 0.5);
    mujoco.mj_forward(model, data);
    const gripper = { position: arm.gripPosition(), quaternion: arm.handQuaternion() };
    const observed = task.observe(simulation, [gripper]);
    const [handRotation, objectRotation] = [hand, body].map((id) => matrix(data.xmat, id));
    const offset = [0, 1, 2].map((i) => data.xpos[body * 3 + i] - data.site_xpos[site * 3 + i]);
    expectClose(
      observed.slice(0, 3),
      [0, 1, 2].map((i) => data.xpos[body * 3 + i]),
      0,
    );
    expectClose(rotationOf(observed.slice(3, 7)), objectRotation.flat(), 1e-9);
    expectClose(
      observed.slice(7, 10),
      columns(handRotation).map((axis) => dot(axis, offset)),
      1e-9,
    );
    const relative = columns(handRotation).flatMap((row) => columns(objectRotation).map((column) => dot(row, column)));
    expectClose(rotationOf(observed.slice(10)), relative, 1e-9);
    expect(observed[13]).toBeGreaterThanOrEqual(0);
    signs.add(Math.sign(observed[10]));
  }
  // The sign is a choice, so it must have been met from both sides.
  expect(signs.size).toBe(2);
  arm.dispose();
}

/** Plays the same actions in a fresh environment and in one that was used before. */
export function expectRepeats(mujoco: Mujoco, scene: Scene): void {
  const [fresh, used] = [scene.create(mujoco), scene.create(mujoco)];
  const actions = Array.from({ length: 25 }, (_, k) => [
    ...[Math.sin(k / 3), Math.cos(k / 4), -0.8, 0.3 * Math.sin(k), 0.2, Math.cos(k / 5)],
    k % 10 < 5 ? -1 : 1,
  ]);
  const play = (environment: typeof fresh, seed: number) => [
    environment.reset(seed),
    ...actions.map((action) => environment.step(action).observation),
  ];
  play(used, 4);
  expect(play(used, 5)).toEqual(play(fresh, 5));
  expect(play(used, 5)).toEqual(play(fresh, 5));
  expect(used.poses()).toEqual(fresh.poses());
  expect(fresh.reset(6)).not.toEqual(fresh.reset(5));
  for (const environment of [fresh, used]) environment.dispose();
}

/** Plays uniform random actions, a new episode after each 400, and checks every observation. */
export function expectFinite(mujoco: Mujoco, scene: Scene, seed: number, steps: number): void {
  const environment = scene.create(mujoco);
  const random = new Random(seed);
  environment.reset(seed);
  let wrong = 0;
  for (let k = 0; k < steps; k++) {
    const action = Float64Array.from({ length: scene.actionSize }, () => random.uniform(-1, 1));
    const { observation, truncated } = environment.step(action);
    if (!observation.every(Number.isFinite)) wrong++;
    if (truncated) environment.reset(seed + k);
  }
  expect(wrong).toBe(0);
  environment.dispose();
}

type Rows = readonly (readonly number[])[];

function matrix(matrices: Float64Array, id: number): Rows {
  return [0, 3, 6].map((row) => [...matrices.subarray(id * 9 + row, id * 9 + row + 3)]);
}

function columns(rows: Rows): Rows {
  return [0, 1, 2].map((i) => rows.map((row) => row[i]));
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, i) => sum + value * right[i], 0);
}

/** Row-major matrix of a unit quaternion xyzw, `[9]`. */
function rotationOf([x, y, z, w]: readonly number[]): number[] {
  return [
    ...[1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
    ...[2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
    ...[2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
  ];
}
