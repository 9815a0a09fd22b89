/**
 * @file Detour: a puck, a pillar in its way, and two ways past it that are equally good.
 *
 * An action is two numbers and a chunk is one action, so noise, velocity and action all lie in one plane that can be
 * drawn. What an imitator of two modes must not do, their mean, is what leads into the pillar.
 */
import { Simulation } from '../../physics/simulation.ts';
import type { Scene } from '../scene.ts';
import { DetourEnvironment, horizon } from './detourEnvironment.ts';
import { detourExpert } from './detourExpert.ts';
import { course, detourMjcf, physicsTimestep, substeps } from './detourModel.ts';

export const detour: Scene = {
  id: 'detour',
  title: 'Detour',
  family: 'toy',
  summary:
    'A puck passes a pillar, left or right, both equally good: the mean of the two ways drives straight into it.',
  observation: [{ key: 'position', size: 2, unit: 'm', frame: 'world' }],
  action: [{ key: 'velocity', size: 2, unit: 'm/s', frame: 'world', scale: course.speed }],
  actionSize: 2,
  actionLimit: [-1, 1],
  controlHz: 1 / (physicsTimestep * substeps),
  physicsTimestep,
  substeps,
  horizon,
  metric: 'success',
  demonstrations: ['expert'],
  starts: [
    {
      id: 'no-leap',
      description:
        'Never learned to leap: it passes the pillar nearly every time in 32 steps, every second time in one.',
    },
  ],
  settings: {
    'policy.actionHorizon': 1,
    'policy.hiddenSize': 96,
    // Two ways of acting need a sharp edge between their noises: a second block draws it.
    'policy.residualBlocks': 2,
    'policy.conditionHiddenSize': 32,
    'dispersive.weight': 0.1,
    'optimizer.learningRate': 4e-3,
    'optimizer.warmupSteps': 50,
    'training.steps': 3000,
    'training.emaDecay': 0.99,
    'training.snapshotInterval': 500,
    'evaluation.interval': 500,
    'evaluation.episodes': 20,
    'finetune.envSteps': 40_000,
    'finetune.decisions': 32,
    'finetune.epochs': 6,
    // Hot, and without a limit on the divergence: what holds the policy together here is the anchor.
    'finetune.actorLearningRate': 3e-3,
    'finetune.learningRateSchedule': 'linear',
    'finetune.targetKl': 0,
    'finetune.criticWarmup': 0,
    'anchor.weight': 1.5,
    'exploration.maximum': 0.3,
  },
  camera: { position: [-0.08, -0.85, 1.2], target: [-0.08, -0.02, 0] },
  mjcf: detourMjcf,
  create: (mujoco, options) => new DetourEnvironment(new Simulation(mujoco, detourMjcf()), options),
  experts: [detourExpert],
};
