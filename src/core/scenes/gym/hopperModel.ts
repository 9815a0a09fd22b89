/**
 * @file Hopper's MJCF, authored from the published numbers: a planar one-legged robot of four capsules on a floor.
 * @see Gymnasium, gymnasium/envs/mujoco/assets/hopper.xml; Erez, Tassa & Todorov 2011
 */

/** Seconds; with four substeps this is control at 125 Hz. */
export const physicsTimestep = 0.002;

export const hopperMjcf = `<mujoco model="hopper">
  <compiler angle="degree" inertiafromgeom="true"/>
  <option timestep="${physicsTimestep}" integrator="RK4"/>
  <default>
    <geom type="capsule" contype="1" conaffinity="1" condim="1" margin="0.001" solref="0.02 1" solimp="0.8 0.8 0.01"
      density="1000" friction="0.9 0.005 0.0001" rgba="0.8 0.6 0.4 1"/>
    <default class="root">
      <joint armature="0" damping="0" limited="false"/>
    </default>
    <default class="hinge">
      <joint type="hinge" axis="0 -1 0" armature="1" damping="1" limited="true"/>
    </default>
    <motor ctrllimited="true" ctrlrange="-1 1" gear="200"/>
  </default>
  <asset>
    <texture name="sky" type="skybox" builtin="gradient" rgb1="0.4 0.5 0.6" rgb2="0 0 0" width="64" height="64"/>
    <texture name="checker" type="2d" builtin="checker" rgb1="0.2 0.3 0.4" rgb2="0.8 0.9 0.8" width="64" height="64"/>
    <material name="floor" texture="checker" texrepeat="20 20" texuniform="true" reflectance="0.2"/>
  </asset>
  <worldbody>
    <light name="sun" directional="true" pos="0 0 4" dir="0.3 0.4 -1" diffuse="0.9 0.9 0.9" specular="0.1 0.1 0.1"/>
    <geom name="floor" type="plane" size="20 20 1" condim="3" friction="1 0.005 0.0001" material="floor"
      rgba="0.8 0.9 0.8 1"/>
    <body name="torso" pos="0 0 1.25">
      <camera name="track" mode="trackcom" pos="0 -3 -0.25" xyaxes="1 0 0 0 0 1"/>
      <joint name="rootx" class="root" type="slide" axis="1 0 0" pos="0 0 -1.25"/>
      <joint name="rootz" class="root" type="slide" axis="0 0 1" pos="0 0 -1.25" ref="1.25"/>
      <joint name="rooty" class="root" type="hinge" axis="0 1 0"/>
      <geom name="torso" size="0.05 0.2"/>
      <body name="thigh" pos="0 0 -0.2">
        <joint name="thigh" class="hinge" range="-150 0"/>
        <geom name="thigh" pos="0 0 -0.225" size="0.05 0.225"/>
        <body name="leg" pos="0 0 -0.7">
          <joint name="leg" class="hinge" pos="0 0 0.25" range="-150 0"/>
          <geom name="leg" size="0.04 0.25"/>
          <body name="foot" pos="0.13 0 -0.35">
            <joint name="foot" class="hinge" pos="-0.13 0 0.1" range="-45 45"/>
            <geom name="foot" pos="-0.065 0 0.1" zaxis="1 0 0" size="0.06 0.195" friction="2 0.005 0.0001"
              rgba="0.7 0.45 0.3 1"/>
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
