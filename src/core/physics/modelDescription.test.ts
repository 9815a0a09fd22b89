import { beforeAll, expect, test } from 'vitest';
import { loadMujoco, type Mujoco } from './mujoco.ts';
import { Simulation } from './simulation.ts';

let mujoco: Mujoco;
beforeAll(async () => {
  mujoco = await loadMujoco();
});

const mjcf = `<mujoco>
  <asset>
    <texture name="sky" type="skybox" builtin="gradient" rgb1="1 1 1" rgb2="0 0 0" width="8" height="8"/>
    <texture name="checker" type="2d" builtin="checker" rgb1=".2 .4 .6" rgb2="1 .8 0" width="16" height="16"/>
    <material name="plain" rgba="1 0 0 1"/>
    <material name="tiles" texture="checker"/>
  </asset>
  <worldbody>
    <geom name="floor" type="plane" size="0 0 1" material="tiles"/>
    <body name="base" pos="0 0 1">
      <freejoint name="root"/>
      <geom name="hull" type="box" size=".1 .2 .3" material="plain"/>
      <geom name="paint" type="sphere" size=".1" contype="0" conaffinity="0" group="2"/>
      <body name="arm">
        <joint name="swing" type="hinge" axis="0 3 4" pos=".1 0 -.2"/>
        <geom name="limb" type="capsule" size=".05 .2" contype="0" conaffinity="1"/>
        <body name="hand">
          <joint name="grip" type="slide" axis="1 0 0"/>
          <geom type="sphere" size=".05"/>
          <body name="ball">
            <joint name="wrist" type="ball"/>
            <geom type="sphere" size=".05"/>
          </body>
        </body>
      </body>
    </body>
  </worldbody>
</mujoco>`;

function describe() {
  const simulation = new Simulation(mujoco, mjcf);
  try {
    return simulation.describe();
  } finally {
    simulation.dispose();
  }
}

test('each joint is told with its kind, the body that it moves, its anchor and its axis of length 1', () => {
  const { bodies, joints } = describe();
  expect(joints.map(({ name, type, body }) => [name, type, bodies[body]])).toEqual([
    ['root', 'free', 'base'],
    ['swing', 'hinge', 'arm'],
    ['grip', 'slide', 'hand'],
    ['wrist', 'ball', 'ball'],
  ]);
  const swing = joints[1];
  expect(swing.position).toEqual([0.1, 0, -0.2]);
  expect(swing.axis[1]).toBeCloseTo(0.6, 12);
  expect(swing.axis[2]).toBeCloseTo(0.8, 12);
});

test('a shape collides where either of its contact masks is set, and a painted one does not', () => {
  const collides = Object.fromEntries(describe().geoms.map((geom) => [geom.name, geom.collides]));
  expect(collides).toMatchObject({ floor: true, hull: true, paint: false, limb: true });
});

test('a checkered material is told by its two colours, and no other material is', () => {
  const [floor, hull, paint] = describe().geoms;
  const bytes = floor.checker!.map((color) => color.map((value) => Math.round(255 * value)));
  expect(bytes).toEqual([
    [51, 102, 153],
    [255, 204, 0],
  ]);
  expect(hull.checker).toBeUndefined();
  expect(paint.checker).toBeUndefined();
});
