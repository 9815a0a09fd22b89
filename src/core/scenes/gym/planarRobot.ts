/** @file What Hopper and Walker2d share: robots that move in a plane, whose root is two slides and a hinge. */
import type { Simulation } from '../../physics/simulation.ts';
import type { ObservationPart } from '../scene.ts';
import { addUniformNoise, clamp, type GymMeasurement, type GymTask } from './gymEnvironment.ts';

/** Seconds; with four substeps this is control at 125 Hz. */
export const planarTimestep = 0.002;

const resetNoiseWidth = 5e-3;
const observedSpeedLimit = 10;

/** MJCF of the camera and the joints of the torso: forward, upward (which reads the height) and pitch. */
export const planarRoot = `<camera name="track" mode="trackcom" pos="0 -3 -0.25" xyaxes="1 0 0 0 0 1"/>
      <joint name="rootx" class="root" type="slide" axis="1 0 0" pos="0 0 -1.25"/>
      <joint name="rootz" class="root" type="slide" axis="0 0 1" pos="0 0 -1.25" ref="1.25"/>
      <joint name="rooty" class="root" type="hinge" axis="0 1 0"/>`;

/** MJCF of the joint class that `planarRoot` uses */
export const planarRootDefault = `<default class="root">
      <joint armature="0" damping="0" limited="false"/>
    </default>`;

/**
 * @param joints of the legs, all driven
 * @param isHealthy what no fall looks like; written so that NaN is unhealthy
 */
export function planarTask(joints: number, isHealthy: (qpos: Float64Array, qvel: Float64Array) => boolean): GymTask {
  const coordinates = 3 + joints;
  const observationSize = 2 * coordinates - 1;
  return {
    observationSize,
    actionSize: joints,
    actionLimit: [-1, 1],
    physicsTimestep: planarTimestep,
    substeps: 4,
    horizon: 1000,
    forwardWeight: 1,
    healthyReward: 1,
    controlCost: 1e-3,
    perturb(qpos, qvel, random, factor) {
      addUniformNoise(qpos, random, resetNoiseWidth * factor);
      addUniformNoise(qvel, random, resetNoiseWidth * factor);
    },
    measure({ data }: Simulation): GymMeasurement {
      const qpos = data.qpos as Float64Array;
      const qvel = data.qvel as Float64Array;
      const observation = new Float64Array(observationSize);
      observation.set(qpos.subarray(1), 0);
      for (let i = 0; i < coordinates; i++) observation[coordinates - 1 + i] = clamp(qvel[i], observedSpeedLimit);
      return { observation, forwardPosition: qpos[0], isHealthy: isHealthy(qpos, qvel) };
    },
  };
}

/** Parts of the observation, in order. */
export function planarObservation(joints: number) {
  return [
    { key: 'height', size: 1, unit: 'm', frame: 'world' },
    { key: 'pitch', size: 1, unit: 'rad', frame: 'world' },
    { key: 'joint_angles', size: joints, unit: 'rad' },
    {
      key: 'root_velocity',
      size: 3,
      parts: [
        { key: 'linear', size: 2, unit: 'm/s', frame: 'world' },
        { key: 'pitch_rate', size: 1, unit: 'rad/s', frame: 'world' },
      ],
    },
    { key: 'joint_velocities', size: joints, unit: 'rad/s' },
  ] as const satisfies readonly ObservationPart[];
}
