/**
 * @file Dials: a puck must leave a round yard by one of two opposite doors, and two dials say where they are.
 *
 * Made for representation collapse. The dials are all that the policy sees, so that an encoder that maps all readings
 * to one point leaves it blind; and since both doors are equally good, the mean action is to stand still for every
 * reading, so that nothing pulls the readings apart before the policy has learned to pick a door.
 */
import { Simulation } from '../../physics/simulation.ts';
import type { Scene } from '../scene.ts';
import { DialsEnvironment, horizon } from './dialsEnvironment.ts';
import { dialsExpert } from './dialsExpert.ts';
import { dialsMjcf, physicsTimestep, substeps, yard } from './dialsModel.ts';

export const dials: Scene = {
  id: 'dials',
  title: 'Dials',
  family: 'toy',
  summary:
    'Two dials name the doors of a round yard: readings close together need other ways, so a policy must tell them apart.',
  observation: [{ key: 'dials', size: 2, unit: '1' }],
  action: [{ key: 'velocity', size: 2, unit: 'm/s', frame: 'world', scale: yard.speed }],
  actionSize: 2,
  actionLimit: [-1, 1],
  controlHz: 1 / (physicsTimestep * substeps),
  physicsTimestep,
  substeps,
  horizon,
  metric: 'success',
  demonstrations: ['expert'],
  settings: {
    'policy.hiddenSize': 128,
    // Two ways of acting need a sharp edge between their noises: a second block draws it.
    'policy.residualBlocks': 2,
    'optimizer.learningRate': 2e-3,
    'optimizer.warmupSteps': 50,
    'training.steps': 3000,
    'training.emaDecay': 0.99,
    'training.snapshotInterval': 500,
    'evaluation.interval': 500,
    'evaluation.episodes': 50,
  },
  camera: { position: [0, -1.25, 1.45], target: [0, -0.14, 0] },
  mjcf: dialsMjcf,
  create: (mujoco, options) => new DialsEnvironment(new Simulation(mujoco, dialsMjcf()), options),
  experts: [dialsExpert],
};
