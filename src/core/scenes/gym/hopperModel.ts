/**
 * @file Hopper's MJCF, authored from the published numbers: a planar one-legged robot of four capsules on a floor.
 * @see Gymnasium, gymnasium/envs/mujoco/assets/hopper.xml; Erez, Tassa & Todorov 2011
 */
import { type CapsuleInertia, capsuleBodyParts, type Vector } from './capsule.ts';
import { gymAssets, gymSkin, gymSun } from './gymLook.ts';
import { planarRoot, planarRootDefault, planarTimestep } from './planarRobot.ts';

/** N·m of a motor, at a raw action of 1 */
export const hopperGear = 200;

const density = 1000;

export function hopperMjcf(inertia: CapsuleInertia): string {
  const capsule = (name: string, from: Vector, to: Vector, radius: number, attributes = '') =>
    capsuleBodyParts({ name, from, to, radius, density, attributes }, inertia);
  return `<mujoco model="hopper">
  <compiler angle="degree"/>
  <option timestep="${planarTimestep}" integrator="RK4"/>
  <default>
    <geom contype="1" conaffinity="1" condim="1" margin="0.001" solref="0.02 1" solimp="0.8 0.8 0.01"
      density="${density}" friction="0.9 0.005 0.0001" rgba="${gymSkin}"/>
    ${planarRootDefault}
    <default class="hinge">
      <joint type="hinge" axis="0 -1 0" armature="1" damping="1" limited="true"/>
    </default>
    <motor ctrllimited="true" ctrlrange="-1 1" gear="${hopperGear}"/>
  </default>
  ${gymAssets(20)}
  <worldbody>
    ${gymSun}
    <geom name="floor" type="plane" size="20 20 1" condim="3" friction="1 0.005 0.0001" material="floor"
      rgba="0.8 0.9 0.8 1"/>
    <body name="torso" pos="0 0 1.25">
      ${planarRoot}
      ${capsule('torso', [0, 0, -0.2], [0, 0, 0.2], 0.05)}
      <body name="thigh" pos="0 0 -0.2">
        <joint name="thigh" class="hinge" range="-150 0"/>
        ${capsule('thigh', [0, 0, -0.45], [0, 0, 0], 0.05)}
        <body name="leg" pos="0 0 -0.7">
          <joint name="leg" class="hinge" pos="0 0 0.25" range="-150 0"/>
          ${capsule('leg', [0, 0, -0.25], [0, 0, 0.25], 0.04)}
          <body name="foot" pos="0.13 0 -0.35">
            <joint name="foot" class="hinge" pos="-0.13 0 0.1" range="-45 45"/>
            ${capsule('foot', [-0.26, 0, 0.1], [0.13, 0, 0.1], 0.06, 'friction="2 0.005 0.0001" rgba="0.7 0.45 0.3 1"')}
          </body>
        </body>
      </body>
    </body>
  </worldbody>
  <actuator>
    <motor name="thigh" joint="thigh"/>
    <motor name="leg" joint="leg"/>
    <motor name="foot" joint="foot"/>
  </actuator>
</mujoco>
`;
}
