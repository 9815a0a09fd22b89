import { Matrix, pseudoInverse } from 'ml-matrix';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadMujoco, type Mujoco } from './mujoco.ts';
import { OperationalSpaceController } from './operationalSpaceControl.ts';
import { Simulation } from './simulation.ts';

// A small 7-joint arm with lopsided links and a free ball beside it, so that its joints are not all there is to move.
const joints = 7;
const axes = ['0 0 1', '0 1 0', '0 0 1', '0 1 0', '1 0 0', '0 1 0', '0 0 1'];
const chain = axes.reduceRight(
  (child, axis, i) => `<body pos="${i % 2 ? 0.04 : 0} 0 .15">
    <inertial pos=".02 -.01 .06" mass="${2 - i / 5}" diaginertia=".1 .12 .09"/>
    <joint name="joint${i}" axis="${axis}" damping=".1"/>${child}</body>`,
  '<site name="tip" pos="0 .03 .1"/>',
);
const mjcf = `<mujoco><option timestep=".002"/><worldbody>
  <body pos="2 0 1"><freejoint/><geom size=".1"/></body>${chain}</worldbody>
  <actuator>${axes.map((_, i) => `<motor name="motor${i}" joint="joint${i}"/>`).join('')}</actuator></mujoco>`;

let mujoco: Mujoco;
let simulation: Simulation;
let controller: OperationalSpaceController;
const limits = [80, 80, 80, 80, 80, 12, 12];
const angles = [0.1, 0.4, -0.2, 0.9, 0.3, 0.7, -0.4];
const speeds = [0.2, -0.3, 0.5, 0.1, -0.6, 0.4, 0.8];

beforeAll(async () => {
  mujoco = await loadMujoco();
  simulation = new Simulation(mujoco, mjcf);
  controller = new OperationalSpaceController(simulation, {
    site: 'tip',
    firstJoint: 'joint0',
    firstActuator: 'motor0',
    torqueLimits: limits,
  });
});
afterAll(() => {
  controller.dispose();
  simulation.dispose();
});

function setState(positions: readonly number[], velocities: readonly number[]): void {
  simulation.resetState();
  simulation.data.qpos.set(positions, 7);
  simulation.data.qvel.set(velocities, 6);
  simulation.forward();
}

function tip(): { position: Matrix; rotation: Matrix } {
  const rotation = [...simulation.data.site_xmat];
  return {
    position: Matrix.columnVector([...simulation.data.site_xpos]),
    rotation: new Matrix([0, 3, 6].map((row) => rotation.slice(row, row + 3))),
  };
}

/** Torques by the equations as written, with Moore–Penrose inverses of ml-matrix. */
function torquesByTheBook(goal: { position: Matrix; rotation: Matrix }, restAngles: readonly number[]): number[] {
  const { model, data } = simulation;
  const jacobian = (which: 0 | 1) => {
    const [linear, angular] = [0, 1].map(() => new mujoco.DoubleBuffer(3 * model.nv));
    mujoco.mj_jacSite(model, data, linear, angular, 0);
    const all = Matrix.from1DArray(3, model.nv, [...[linear, angular][which].GetView()]);
    return all.subMatrix(0, 2, 6, 5 + joints);
  };
  const full = new mujoco.DoubleBuffer(model.nv * model.nv);
  mujoco.mj_fullM(model, data, full);
  const mass = Matrix.from1DArray(model.nv, model.nv, [...full.GetView()]).subMatrix(6, 5 + joints, 6, 5 + joints);
  const inverse = pseudoInverse(mass);
  const [jp, jr] = [jacobian(0), jacobian(1)];
  const j = new Matrix([...jp.to2DArray(), ...jr.to2DArray()]);
  const inertia = (rows: Matrix) => pseudoInverse(rows.mmul(inverse).mmul(rows.transpose()));

  const velocity = Matrix.columnVector([...data.qvel].slice(6));
  const { position, rotation } = tip();
  const cross = (a: number[], b: number[]) => [
    a[1] * b[2] - a[2] * b[1],
    a[2] * b[0] - a[0] * b[2],
    a[0] * b[1] - a[1] * b[0],
  ];
  const turnError = Matrix.zeros(3, 1);
  for (let i = 0; i < 3; i++) {
    const part = cross(rotation.getColumn(i), goal.rotation.getColumn(i));
    turnError.add(Matrix.columnVector(part).mul(0.5));
  }
  const kd = 2 * Math.sqrt(150);
  const force = Matrix.sub(goal.position, position).mul(150).sub(jp.mmul(velocity).mul(kd));
  const torque = turnError.mul(150).sub(jr.mmul(velocity).mul(kd));

  const offset = Matrix.columnVector(restAngles.map((angle, i) => angle - data.qpos[7 + i]));
  const posture = offset.mul(10).sub(Matrix.mul(velocity, 2 * Math.sqrt(10)));
  const lambda = inertia(j);
  const nullSpace = Matrix.sub(Matrix.eye(joints), inverse.mmul(j.transpose()).mmul(lambda).mmul(j));
  return Matrix.add(jp.transpose().mmul(inertia(jp)).mmul(force), jr.transpose().mmul(inertia(jr)).mmul(torque))
    .add(Matrix.columnVector([...data.qfrc_bias].slice(6)))
    .add(nullSpace.transpose().mmul(mass).mmul(posture))
    .to1DArray()
    .map((value, i) => Math.min(limits[i], Math.max(-limits[i], value)));
}

function expectTorques(expected: readonly number[]): void {
  controller.applyTorques();
  expected.forEach((value, i) => {
    expect(simulation.data.ctrl[i]).toBeCloseTo(value, 8);
  });
}

test('torques are those of the equations with Moore–Penrose inverses', () => {
  const rest = angles.map((angle) => angle + 0.05);
  setState(rest, speeds);
  controller.reset();
  setState(angles, speeds);
  const { position, rotation } = tip();
  controller.setGoal([0.03, -0.02, 0.01], [0, 0, Math.PI / 6]);
  const [c, s] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)];
  const turn = new Matrix([
    [c, -s, 0],
    [s, c, 0],
    [0, 0, 1],
  ]);
  const goal = {
    position: Matrix.add(position, Matrix.columnVector([0.03, -0.02, 0.01])),
    rotation: turn.mmul(rotation),
  };
  const expected = torquesByTheBook(goal, rest);
  expect(expected.some((value, i) => Math.abs(value) < limits[i])).toBe(true);
  expectTorques(expected);
});

test('a turn of zero keeps the goal rotation of before, however the arm has turned since', () => {
  setState(angles, speeds);
  controller.reset();
  const { rotation } = tip();
  const moved = angles.map((angle) => angle - 0.1);
  setState(moved, speeds);
  controller.setGoal([0, 0, 0], [0, 0, 0]);
  expectTorques(torquesByTheBook({ position: tip().position, rotation }, angles));
});

test('torques stay finite and within their limits where the arm is stretched out straight', () => {
  setState([0, 0, 0, 0, 0, 0, 0], speeds);
  controller.reset();
  controller.setGoal([0.05, 0.05, 0.05], [0.5, 0.5, 0.5]);
  controller.applyTorques();
  const torques = [...simulation.data.ctrl];
  for (const [i, torque] of torques.entries()) expect(Math.abs(torque)).toBeLessThanOrEqual(limits[i]);
});

test('a goal that stays is reached and kept: the controller settles, overshooting by less than a tenth', () => {
  setState(angles, Array(joints).fill(0));
  controller.reset();
  const start = tip().position.to1DArray();
  controller.setGoal([0.05, 0, 0], [0, 0, 0]);
  let farthest = 0;
  for (let step = 0; step < 750; step++) {
    mujoco.mj_step1(simulation.model, simulation.data);
    controller.applyTorques();
    mujoco.mj_step2(simulation.model, simulation.data);
    farthest = Math.max(farthest, simulation.data.site_xpos[0] - start[0]);
  }
  const reached = [...simulation.data.site_xpos].map((value, i) => value - start[i]);
  expect(reached[0]).toBeCloseTo(0.05, 3);
  expect(Math.hypot(reached[1], reached[2])).toBeLessThan(1e-3);
  expect(farthest).toBeLessThan(0.055);
});
