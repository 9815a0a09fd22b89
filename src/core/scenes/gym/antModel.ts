/**
 * @file Ant's MJCF, authored from the published numbers: a ball on four two-jointed legs.
 * @see Gymnasium, gymnasium/envs/mujoco/assets/ant.xml; Schulman et al. 2015
 */
import { type CapsuleInertia, capsuleBodyParts, type Vector } from './capsule.ts';
import { gymAssets, gymSkin, gymSun } from './gymLook.ts';

/** N·m of a motor, at a raw action of 1 */
export const antGear = 150;

/** Seconds; with five substeps this is control at 20 Hz. */
export const physicsTimestep = 0.01;

const density = 5;

interface Leg {
  readonly index: number;
  readonly name: string;
  /** Which corner of the torso it leaves */
  readonly side: readonly [x: 1 | -1, y: 1 | -1];
  readonly ankleAxis: string;
  /** Degrees */
  readonly ankleRange: string;
}

/** In the order of the joints; the motors have another. */
const legs: readonly Leg[] = [
  { index: 1, name: 'front_left_leg', side: [1, 1], ankleAxis: '-1 1 0', ankleRange: '30 70' },
  { index: 2, name: 'front_right_leg', side: [-1, 1], ankleAxis: '1 1 0', ankleRange: '-70 -30' },
  { index: 3, name: 'back_leg', side: [-1, -1], ankleAxis: '-1 1 0', ankleRange: '-70 -30' },
  { index: 4, name: 'right_back_leg', side: [1, -1], ankleAxis: '1 1 0', ankleRange: '30 70' },
];
const motorOrder = [4, 1, 2, 3];

export function antMjcf(inertia: CapsuleInertia): string {
  const leg = ({ index, name, side, ankleAxis, ankleRange }: Leg) => {
    const outward = (reach: number): Vector => [side[0] * reach, side[1] * reach, 0];
    const capsule = (part: string, reach: number) =>
      capsuleBodyParts(
        { name: `${part}_${index}`, from: [0, 0, 0], to: outward(reach), radius: 0.08, density },
        inertia,
      );
    return `
      <body name="${name}" pos="0 0 0">
        ${capsule('aux', 0.2)}
        <body name="aux_${index}" pos="${outward(0.2).join(' ')}">
          <joint name="hip_${index}" class="hinge" axis="0 0 1" range="-30 30"/>
          ${capsule('leg', 0.2)}
          <body name="foot_${index}" pos="${outward(0.2).join(' ')}">
            <joint name="ankle_${index}" class="hinge" axis="${ankleAxis}" range="${ankleRange}"/>
            ${capsule('ankle', 0.4)}
          </body>
        </body>
      </body>`;
  };
  return `<mujoco model="ant">
  <compiler angle="degree"/>
  <option timestep="${physicsTimestep}" integrator="RK4"/>
  <default>
    <geom contype="1" conaffinity="0" condim="3" density="${density}" friction="1 0.5 0.5" margin="0.01" rgba="${gymSkin}"/>
    <default class="hinge">
      <joint type="hinge" armature="1" damping="1" limited="true"/>
    </default>
    <motor ctrllimited="true" ctrlrange="-1 1" gear="${antGear}"/>
  </default>
  ${gymAssets(20)}
  <worldbody>
    ${gymSun}
    <geom name="floor" type="plane" size="40 40 1" conaffinity="1" material="floor" rgba="0.8 0.9 0.8 1"/>
    <body name="torso" pos="0 0 0.75">
      <camera name="track" mode="trackcom" pos="0 -3 0.3" xyaxes="1 0 0 0 0.1 1"/>
      <joint name="root" type="free" armature="0" damping="0" limited="false"/>
      <geom name="torso" type="sphere" size="0.25"/>${legs.map(leg).join('')}
    </body>
  </worldbody>
  <actuator>
    ${motorOrder
      .flatMap((index) => [`hip_${index}`, `ankle_${index}`])
      .map((joint) => `<motor name="${joint}" joint="${joint}"/>`)
      .join('\n    ')}
  </actuator>
</mujoco>
`;
}
