/**
 * @file Humanoid's MJCF, authored from the published numbers: a body of capsules with seventeen motors.
 * @see Gymnasium, gymnasium/envs/mujoco/assets/humanoid.xml; Tassa, Erez & Todorov 2012
 */
import type { Vector } from './capsule.ts';
import { gymAssets, gymSkin, gymSun } from './gymLook.ts';

/** Seconds; with five substeps this is control at 66.7 Hz. */
export const physicsTimestep = 0.003;

interface Side {
  readonly name: 'right' | 'left';
  /** −1 for the right, +1 for the left: the sign of y */
  readonly y: 1 | -1;
}

const right: Side = { name: 'right', y: -1 };
const left: Side = { name: 'left', y: 1 };

interface Joint {
  readonly name: string;
  readonly axis: Vector;
  readonly anchor?: Vector;
  /** Degrees */
  readonly range: readonly [number, number];
  /** N·m/rad */
  readonly stiffness: number;
  /** N·m·s/rad */
  readonly damping: number;
  /** kg·m² */
  readonly armature: number;
}

function joint({ name, axis, anchor = [0, 0, 0], range, stiffness, damping, armature }: Joint): string {
  return `<joint name="${name}" type="hinge" axis="${axis.join(' ')}" pos="${anchor.join(' ')}" range="${range.join(' ')}" stiffness="${stiffness}" damping="${damping}" armature="${armature}" limited="true"/>`;
}

function capsule(name: string, from: Vector, to: Vector, radius: number): string {
  return `<geom name="${name}" type="capsule" fromto="${from.join(' ')} ${to.join(' ')}" size="${radius}"/>`;
}

function sphere(name: string, at: Vector, radius: number): string {
  return `<geom name="${name}" type="sphere" pos="${at.join(' ')}" size="${radius}"/>`;
}

function leg({ name, y }: Side): string {
  const hip = { damping: 5, stiffness: 10, armature: 0.01 };
  // The axes of the left leg are mirrored, so that a sign means the same movement on both sides.
  const mirror = -y;
  return `
          <body name="${name}_thigh" pos="0 ${0.1 * y} -0.04">
            ${joint({ ...hip, name: `${name}_hip_x`, axis: [mirror, 0, 0], range: [-25, 5] })}
            ${joint({ ...hip, name: `${name}_hip_z`, axis: [0, 0, mirror], range: [-60, 35] })}
            ${joint({ ...hip, name: `${name}_hip_y`, axis: [0, 1, 0], range: [-110, 20], stiffness: 20, armature: name === 'right' ? 0.008 : 0.01 })}
            ${capsule(`${name}_thigh`, [0, 0, 0], [0, -0.01 * y, -0.34], 0.06)}
            <body name="${name}_shin" pos="0 ${-0.01 * y} -0.403">
              ${joint({ name: `${name}_knee`, axis: [0, -1, 0], anchor: [0, 0, 0.02], range: [-160, -2], stiffness: name === 'right' ? 0 : 1, damping: 1, armature: 0.006 })}
              ${capsule(`${name}_shin`, [0, 0, 0], [0, 0, -0.3], 0.049)}
              <body name="${name}_foot" pos="0 0 -0.45">
                ${sphere(`${name}_foot`, [0, 0, 0.1], 0.075)}
              </body>
            </body>
          </body>`;
}

function arm({ name, y }: Side): string {
  const range: [number, number] = name === 'right' ? [-85, 60] : [-60, 85];
  const shoulder = { range, stiffness: 1, damping: 1 };
  return `
      <body name="${name}_upper_arm" pos="0 ${0.17 * y} 0.06">
        ${joint({ ...shoulder, name: `${name}_shoulder1`, axis: [2, -y, 1], armature: 0.0068 })}
        ${joint({ ...shoulder, name: `${name}_shoulder2`, axis: [0, y, 1], armature: 0.0051 })}
        ${capsule(`${name}_upper_arm`, [0, 0, 0], [0.16, 0.16 * y, -0.16], 0.04)}
        <body name="${name}_lower_arm" pos="0.18 ${0.18 * y} -0.18">
          ${joint({ name: `${name}_elbow`, axis: [0, -1, -y], range: [-90, 50], stiffness: 0, damping: 1, armature: 0.0028 })}
          ${capsule(`${name}_lower_arm`, [0.01, -0.01 * y, 0.01], [0.17, -0.17 * y, 0.17], 0.031)}
          ${sphere(`${name}_hand`, [0.18, -0.18 * y, 0.18], 0.04)}
        </body>
      </body>`;
}

/** Motors in their order, with their gears, N·m at a raw action of 1. The joints have another order: abdomen_z is the first of them. */
const motors: readonly (readonly [joint: string, gear: number])[] = [
  ['abdomen_y', 100],
  ['abdomen_z', 100],
  ['abdomen_x', 100],
  ...['right', 'left'].flatMap((side): [string, number][] => [
    [`${side}_hip_x`, 100],
    [`${side}_hip_z`, 100],
    [`${side}_hip_y`, 300],
    [`${side}_knee`, 200],
  ]),
  ...['right', 'left'].flatMap((side): [string, number][] => [
    [`${side}_shoulder1`, 25],
    [`${side}_shoulder2`, 25],
    [`${side}_elbow`, 25],
  ]),
];

export const humanoidGears = motors.map(([, gear]) => gear);

function hamstring(side: string): string {
  return `<fixed name="${side}_hip_knee">
      <joint coef="-1" joint="${side}_hip_y"/>
      <joint coef="1" joint="${side}_knee"/>
    </fixed>`;
}

const abdomen = { damping: 5, armature: 0.02 };

export const humanoidMjcf = `<mujoco model="humanoid">
  <compiler angle="degree"/>
  <option timestep="${physicsTimestep}" integrator="RK4" solver="PGS" iterations="50"/>
  <default>
    <geom contype="1" conaffinity="1" condim="1" margin="0.001" density="1000" rgba="${gymSkin}"/>
    <motor ctrllimited="true" ctrlrange="-0.4 0.4"/>
  </default>
  ${gymAssets(20)}
  <worldbody>
    ${gymSun}
    <geom name="floor" type="plane" size="20 20 0.125" condim="3" friction="1 0.1 0.1" material="floor" rgba="0.8 0.9 0.8 1"/>
    <body name="torso" pos="0 0 1.4">
      <camera name="track" mode="trackcom" pos="0 -4 0" xyaxes="1 0 0 0 0 1"/>
      <joint name="root" type="free" armature="0" damping="0" stiffness="0" limited="false"/>
      ${capsule('torso', [0, -0.07, 0], [0, 0.07, 0], 0.07)}
      ${sphere('head', [0, 0, 0.19], 0.09)}
      ${capsule('uwaist', [-0.01, -0.06, -0.12], [-0.01, 0.06, -0.12], 0.06)}
      <body name="lwaist" pos="-0.01 0 -0.26" quat="1 0 -0.002 0">
        ${capsule('lwaist', [0, -0.06, 0], [0, 0.06, 0], 0.06)}
        ${joint({ ...abdomen, name: 'abdomen_z', axis: [0, 0, 1], anchor: [0, 0, 0.065], range: [-45, 45], stiffness: 20 })}
        ${joint({ ...abdomen, name: 'abdomen_y', axis: [0, 1, 0], anchor: [0, 0, 0.065], range: [-75, 30], stiffness: 10 })}
        <body name="pelvis" pos="0 0 -0.165" quat="1 0 -0.002 0">
          ${joint({ ...abdomen, name: 'abdomen_x', axis: [1, 0, 0], anchor: [0, 0, 0.1], range: [-35, 35], stiffness: 10 })}
          ${capsule('pelvis', [-0.02, -0.07, 0], [-0.02, 0.07, 0], 0.09)}${leg(right)}${leg(left)}
        </body>
      </body>${arm(right)}${arm(left)}
    </body>
  </worldbody>
  <tendon>
    ${hamstring('left')}
    ${hamstring('right')}
  </tendon>
  <actuator>
    ${motors.map(([name, gear]) => `<motor name="${name}" joint="${name}" gear="${gear}"/>`).join('\n    ')}
  </actuator>
</mujoco>
`;
