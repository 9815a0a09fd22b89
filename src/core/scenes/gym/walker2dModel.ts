/**
 * @file Walker2d's MJCF, authored from the published numbers: Hopper's torso on two legs that pass through each other.
 * @see Gymnasium, gymnasium/envs/mujoco/assets/walker2d.xml and walker2d_v5.xml
 */
import { type CapsuleInertia, capsuleBodyParts, type Vector } from './capsule.ts';
import { gymAssets, gymSkin, gymSun } from './gymLook.ts';
import { planarRoot, planarRootDefault, planarTimestep } from './planarRobot.ts';

/** N·m of a motor, at a raw action of 1 */
export const walker2dGear = 100;

export interface Walker2dParts {
  /** Sliding friction of the right foot: 1.9 as the left one since v5, 0.9 before */
  readonly rightFootFriction: number;
  readonly inertia: CapsuleInertia;
}

const density = 1000;
const leftSkin = '0.7 0.3 0.6 1';

export function walker2dMjcf({ rightFootFriction, inertia }: Walker2dParts): string {
  const capsule = (name: string, from: Vector, to: Vector, radius: number, friction: number, rgba: string) => {
    const attributes = `friction="${friction} 0.1 0.1" rgba="${rgba}"`;
    return capsuleBodyParts({ name, from, to, radius, density, attributes }, inertia);
  };
  const leg = (suffix: string, footFriction: number, rgba: string) => `
      <body name="thigh${suffix}" pos="0 0 -0.2">
        <joint name="thigh${suffix}" class="hinge" range="-150 0"/>
        ${capsule(`thigh${suffix}`, [0, 0, -0.45], [0, 0, 0], 0.05, 0.9, rgba)}
        <body name="leg${suffix}" pos="0 0 -0.7">
          <joint name="leg${suffix}" class="hinge" pos="0 0 0.25" range="-150 0"/>
          ${capsule(`leg${suffix}`, [0, 0, -0.25], [0, 0, 0.25], 0.04, 0.9, rgba)}
          <body name="foot${suffix}" pos="0.2 0 -0.35">
            <joint name="foot${suffix}" class="hinge" pos="-0.2 0 0.1" range="-45 45"/>
            ${capsule(`foot${suffix}`, [-0.2, 0, 0.1], [0, 0, 0.1], 0.06, footFriction, rgba)}
          </body>
        </body>
      </body>`;
  return `<mujoco model="walker2d">
  <compiler angle="degree"/>
  <option timestep="${planarTimestep}" integrator="RK4"/>
  <default>
    <geom contype="1" conaffinity="0" condim="3" density="${density}" friction="0.7 0.1 0.1" rgba="${gymSkin}"/>
    ${planarRootDefault}
    <default class="hinge">
      <joint type="hinge" axis="0 -1 0" armature="0.01" damping="0.1" limited="true"/>
    </default>
    <motor ctrllimited="true" ctrlrange="-1 1" gear="${walker2dGear}"/>
  </default>
  ${gymAssets(20)}
  <worldbody>
    ${gymSun}
    <geom name="floor" type="plane" size="40 40 1" conaffinity="1" material="floor" rgba="0.8 0.9 0.8 1"/>
    <body name="torso" pos="0 0 1.25">
      ${planarRoot}
      ${capsule('torso', [0, 0, -0.2], [0, 0, 0.2], 0.05, 0.9, gymSkin)}${leg('', rightFootFriction, gymSkin)}${leg('_left', 1.9, leftSkin)}
    </body>
  </worldbody>
  <actuator>
    ${['', '_left']
      .flatMap((suffix) => ['thigh', 'leg', 'foot'].map((part) => `${part}${suffix}`))
      .map((joint) => `<motor name="${joint}" joint="${joint}"/>`)
      .join('\n    ')}
  </actuator>
</mujoco>
`;
}
