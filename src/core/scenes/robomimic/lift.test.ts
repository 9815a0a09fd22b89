import { beforeAll, describe, expect, test } from 'vitest';
import type { Environment } from '../../physics/environment.ts';
import { loadMujoco, type Mujoco } from '../../physics/mujoco.ts';
import { describeMjcf, Simulation } from '../../physics/simulation.ts';
import { observationSize } from '../scene.ts';
import { lift } from './lift.ts';
import { PandaArm } from './pandaArm.ts';

let mujoco: Mujoco;
beforeAll(async () => {
  mujoco = await loadMujoco();
});

const open = -1;
const close = 1;
const still = (gripper: number) => [0, 0, 0, 0, 0, 0, gripper];

/** The scene's MJCF at its keyframe, where a nominal episode begins, beside any environment. */
function nominalArm(): { simulation: Simulation; arm: PandaArm } {
  const simulation = new Simulation(mujoco, lift.mjcf());
  const arm = new PandaArm(simulation, 'robot0_');
  mujoco.mj_resetDataKeyframe(simulation.model, simulation.data, 0);
  simulation.forward();
  arm.startControl();
  return { simulation, arm };
}

/** Plays actions and returns every observation. */
function play(environment: Environment, seed: number, actions: readonly ArrayLike<number>[]): Float64Array[] {
  return [environment.reset(seed), ...actions.map((action) => environment.step(action).observation)];
}

function expectClose(received: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expect(received.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs(received[i] - value), `place ${i}: ${received[i]} for ${value}`).toBeLessThanOrEqual(tolerance);
  });
}

/** Actions that move in all directions, turn, and work the gripper. */
const busyActions = Array.from({ length: 40 }, (_, k) => [
  Math.sin(k / 3),
  Math.cos(k / 4),
  -0.6,
  0.3 * Math.sin(k),
  0.2,
  Math.cos(k / 5),
  k % 20 < 12 ? open : close,
]);

describe('Panda in robosuite', () => {
  // Check values of shared/reference/environments.md section 2.2, measured on robosuite's own model.
  test('without noise the gripper starts where it does in robosuite', () => {
    const environment = lift.create(mujoco, { resetNoise: 0 });
    const observation = environment.reset(7);
    expect(observation.length).toBe(observationSize(lift));
    expectClose(observation.subarray(0, 3), [-0.10277, 0, 1.01104], 5e-6);
    expectClose(observation.subarray(3, 7), [0.99798, 0.00025, 0.06358, 0.00002], 5e-6);
    expectClose(observation.subarray(7, 9), [0.020833, -0.020833], 1e-12);
    expectClose(observation.subarray(9), [0, 0, 0.831, 0, 0, 0, 1, -0.10277, 0, 0.18004], 6e-6);
    environment.dispose();
  });

  test('inertia and gravity of the arm are those of robosuite', () => {
    const { simulation, arm } = nominalArm();
    const { model, data } = simulation;
    const mass = new mujoco.DoubleBuffer(model.nv * model.nv);
    mujoco.mj_fullM(model, data, mass);
    const diagonal = Array.from({ length: 7 }, (_, i) => mass.GetView()[i * model.nv + i]);
    expectClose(diagonal, [2.3223, 2.4218, 1.6781, 1.6162, 0.5102, 0.3886, 0.2001], 5e-5);
    expectClose((data.qfrc_bias as Float64Array).subarray(0, 7), [0, -24.67, 0, 12.49, 0, 2.45, 0], 0.005);
    mass.delete();
    arm.dispose();
    simulation.dispose();
  });

  test('splitting the step at the controls follows robosuite’s forward and step to 1e-9', () => {
    const environment = lift.create(mujoco, { resetNoise: 0 });
    const { simulation, arm } = nominalArm();
    const observations = play(environment, 0, busyActions);
    busyActions.forEach((action, k) => {
      arm.command(action);
      for (let substep = 0; substep < lift.substeps; substep++) {
        mujoco.mj_forward(simulation.model, simulation.data);
        arm.control(simulation.data.ctrl);
        mujoco.mj_step(simulation.model, simulation.data);
      }
      mujoco.mj_kinematics(simulation.model, simulation.data);
      const expected = [...arm.gripPosition(), ...arm.handQuaternion(), ...arm.fingerPositions()];
      expectClose(observations[k + 1].subarray(0, 9), expected, 1e-9);
    });
    environment.dispose();
    arm.dispose();
    simulation.dispose();
  });

  test('the fingers open fully within 0.6 s and, on nothing, close within 1 s', () => {
    const environment = lift.create(mujoco, { resetNoise: 0 });
    const opening = play(environment, 0, Array(12).fill(still(open)));
    expect(opening[12][7]).toBeGreaterThan(0.0385);
    const closing = Array.from({ length: 20 }, () => environment.step(still(close)).observation);
    expect(closing[2][7]).toBeGreaterThan(0.03);
    expect(closing[19][7]).toBeLessThan(0.001);
    expect(closing[19][8]).toBeGreaterThan(-0.001);
    environment.dispose();
  });
});

describe('drawing', () => {
  test('an environment without drawn shapes has the bodies of the description, in its order', () => {
    const environment = lift.create(mujoco);
    const { bodies, geoms } = describeMjcf(mujoco, lift.mjcf());
    expect(environment.poses().length).toBe(7 * bodies.length);
    const cube = environment.poses().subarray(7 * bodies.indexOf('cube'));
    expect(cube[2]).toBeCloseTo(0.831, 2);
    expect(geoms.filter(({ group }) => group === 1).length).toBeGreaterThan(50);
    environment.dispose();
  });
});

describe('OSC step response', () => {
  test('a full +x action held moves the gripper at 0.26 m/s and hardly aside', () => {
    const environment = lift.create(mujoco, { resetNoise: 0 });
    const path = play(environment, 0, Array(12).fill([1, 0, 0, 0, 0, 0, 0]));
    const advance = path[12][0] - path[11][0];
    expect(advance * lift.controlHz).toBeCloseTo(0.26, 2);
    expect(Math.abs(path[12][1])).toBeLessThan(1e-3);
    expect(Math.abs(path[12][2] - path[0][2])).toBeLessThan(4e-3);
    environment.dispose();
  });
});

describe('Lift', () => {
  test('the same seed and actions repeat an episode bit for bit, whatever was played before', () => {
    const fresh = lift.create(mujoco);
    const used = lift.create(mujoco);
    for (const seed of [3, 4]) play(used, seed, busyActions);
    expect(play(used, 5, busyActions)).toEqual(play(fresh, 5, busyActions));
    expect(play(used, 5, busyActions)).toEqual(play(fresh, 5, busyActions));
    expect(used.poses()).toEqual(fresh.poses());
    expect(fresh.reset(6)).not.toEqual(fresh.reset(5));
    for (const environment of [fresh, used]) environment.dispose();
  });

  test('an episode goes on unchanged when the heap grows under it', () => {
    const environment = lift.create(mujoco);
    const expected = play(environment, 5, busyActions.slice(0, 10));
    const received = play(environment, 5, busyActions.slice(0, 5));
    const buffer = new mujoco.DoubleBuffer(1);
    const view = buffer.GetView() as Float64Array;
    const ballast = [];
    while (view.length > 0 && ballast.length < 200) ballast.push(new mujoco.DoubleBuffer(1_000_000));
    expect(view.length, 'a view of before the growth').toBe(0);
    received.push(...busyActions.slice(5, 10).map((action) => environment.step(action).observation));
    expect(received).toEqual(expected);
    for (const block of [buffer, ...ballast]) block.delete();
    environment.dispose();
  });

  test('a hundred resets spread cube and arm as robosuite does', () => {
    const environment = lift.create(mujoco);
    const starts = Array.from({ length: 100 }, (_, seed) => environment.reset(seed));
    const column = (i: number) => starts.map((start) => start[i]);
    for (const i of [9, 10]) {
      expect(Math.max(...column(i).map(Math.abs))).toBeLessThanOrEqual(0.03);
      expect(Math.max(...column(i))).toBeGreaterThan(0.025);
    }
    // Let go 1 cm above the table at half-sizes between 20 and 22 mm.
    expect(Math.min(...column(11))).toBeGreaterThanOrEqual(0.83);
    expect(Math.max(...column(11))).toBeLessThanOrEqual(0.832);
    expect(new Set(column(14).map((z, i) => `${z > 0.7}${column(15)[i] > 0}`)).size).toBe(4);
    const deviation = Math.sqrt(column(0).reduce((sum, x) => sum + (x + 0.10277) ** 2, 0) / 100);
    expect(deviation).toBeGreaterThan(0.005);
    expect(deviation).toBeLessThan(0.03);
    environment.dispose();
  });

  test('the cube of every seed weighs 64 to 85 g and rests on the table at its own half-size', () => {
    const environment = lift.create(mujoco);
    for (let seed = 0; seed < 10; seed++) {
      const halfHeight = environment.reset(seed)[11] - 0.81;
      let height = 0;
      for (let k = 0; k < 12; k++) height = environment.step(still(0)).observation[11];
      expect(halfHeight).toBeGreaterThanOrEqual(0.02);
      expect(halfHeight).toBeLessThanOrEqual(0.022);
      expect(height - 0.8).toBeCloseTo(halfHeight, 3);
    }
    environment.dispose();
  });

  test('an episode that never lifts is truncated at 400 steps, without reward or termination', () => {
    const environment = lift.create(mujoco);
    environment.reset(0);
    for (let k = 1; k <= lift.horizon; k++) {
      const { reward, success, terminated, truncated } = environment.step(still(open));
      expect({ reward, success, terminated, truncated }).toEqual({
        reward: 0,
        success: false,
        terminated: false,
        truncated: k === 400,
      });
    }
    environment.dispose();
  });

  test('actions beyond ±1 are clipped, and only the sign of the gripper’s counts', () => {
    const environment = lift.create(mujoco, { resetNoise: 0 });
    const wild = play(environment, 0, Array(5).fill([3, -3, 9, 0, 0, -7, 0.01]));
    const tame = play(environment, 0, Array(5).fill([1, -1, 1, 0, 0, -1, 1]));
    expect(wild).toEqual(tame);
    environment.dispose();
  });

  test('an action of the wrong length or with a NaN is refused, and names what is wrong', () => {
    const environment = lift.create(mujoco);
    environment.reset(0);
    expect(() => environment.step([0, 0, 0])).toThrow(new RangeError('action: expected 7 numbers, received 3'));
    expect(() => environment.step([0, 0, Number.NaN, 0, 0, 0, 0])).toThrow(
      new RangeError('action[2]: expected a finite number, received NaN'),
    );
    environment.dispose();
  });
});
