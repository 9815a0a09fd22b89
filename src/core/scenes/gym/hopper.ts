/**
 * @file Hopper: hop forward without falling. Gymnasium's Hopper-v5, in its own terms.
 * @see Gymnasium, gymnasium/envs/mujoco/hopper_v5.py
 */
import type { MjData } from '@mujoco/mujoco';
import { Simulation } from '../../physics/simulation.ts';
import type { Scene } from '../scene.ts';
import {
  addUniformNoise,
  clamp,
  GymEnvironment,
  type GymMeasurement,
  type GymTask,
  sumOfSquares,
} from './gymEnvironment.ts';
import trained from './hopperExperts.json' with { type: 'json' };
import { hopperMjcf, physicsTimestep } from './hopperModel.ts';
import { linearExpert } from './linearPolicy.ts';

const resetNoiseWidth = 5e-3;
const observedSpeedLimit = 10;

const task: GymTask = {
  observationSize: 11,
  actionSize: 3,
  physicsTimestep,
  substeps: 4,
  horizon: 1000,
  forwardWeight: 1,
  healthyReward: 1,
  perturb(qpos, qvel, random, factor) {
    addUniformNoise(qpos, random, resetNoiseWidth * factor);
    addUniformNoise(qvel, random, resetNoiseWidth * factor);
  },
  measure,
  cost: (action) => 1e-3 * sumOfSquares(action),
};

function measure(data: MjData): GymMeasurement {
  const qpos = data.qpos as Float64Array;
  const qvel = data.qvel as Float64Array;
  const observation = new Float64Array(11);
  for (let i = 0; i < 5; i++) observation[i] = qpos[i + 1];
  for (let i = 0; i < 6; i++) observation[5 + i] = clamp(qvel[i], observedSpeedLimit);
  return { observation, forwardPosition: qpos[0], isHealthy: isHealthy(qpos, qvel) };
}

/** Upright, off the floor, and no coordinate but x and z running away. */
function isHealthy(qpos: Float64Array, qvel: Float64Array): boolean {
  // Written so that NaN is unhealthy.
  if (!(qpos[1] > 0.7 && Math.abs(qpos[2]) < 0.2)) return false;
  for (let i = 2; i < 6; i++) if (!(Math.abs(qpos[i]) < 100)) return false;
  for (let i = 0; i < 6; i++) if (!(Math.abs(qvel[i]) < 100)) return false;
  return true;
}

export const hopper: Scene = {
  id: 'hopper',
  title: 'Hopper',
  family: 'gym',
  summary: 'A one-legged robot hops forward as fast as it can without falling; one wrong action in a chunk is a fall.',
  observation: [
    { key: 'height', size: 1 },
    { key: 'pitch', size: 1 },
    { key: 'joint_angles', size: 3 },
    { key: 'root_velocity', size: 3 },
    { key: 'joint_velocities', size: 3 },
  ],
  actionSize: task.actionSize,
  actionLimit: [-1, 1],
  controlHz: 1 / (physicsTimestep * task.substeps),
  physicsTimestep,
  substeps: task.substeps,
  horizon: task.horizon,
  metric: 'return',
  demonstrations: ['expert', 'medium'],
  settings: {
    'training.steps': 6000,
    'evaluation.interval': 1000,
    'evaluation.episodes': 5,
  },
  camera: { position: [0, -3.5, 1.3], target: [0, 0, 0.9], follow: 'torso' },
  mjcf: () => hopperMjcf,
  describe(mujoco) {
    const simulation = new Simulation(mujoco, hopperMjcf);
    try {
      return simulation.describe();
    } finally {
      simulation.dispose();
    }
  },
  create: (mujoco, options) => new GymEnvironment(new Simulation(mujoco, hopperMjcf), task, options),
  experts: [
    linearExpert(
      {
        id: 'expert',
        description: `A linear policy found by random search: hops a thousand steps for ${trained.expert.meanReturn}.`,
        playNoise: 0.05,
      },
      trained.expert,
    ),
    linearExpert(
      {
        id: 'medium',
        description: `An early snapshot of the same search: falls halfway, for ${trained.medium.meanReturn}.`,
        playNoise: 0.05,
      },
      trained.medium,
    ),
  ],
};
