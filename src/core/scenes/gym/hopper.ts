/**
 * @file Hopper: hop forward without falling. Gymnasium's Hopper-v5, in its own terms.
 * @see Gymnasium, gymnasium/envs/mujoco/hopper_v5.py
 */
import type { Scene } from '../scene.ts';
import type { CapsuleInertia } from './capsule.ts';
import type { GymTask } from './gymEnvironment.ts';
import { gymScene } from './gymScene.ts';
import trained from './hopperExperts.json' with { type: 'json' };
import { hopperGear, hopperMjcf } from './hopperModel.ts';
import { linearExpert } from './linearPolicy.ts';
import { planarObservation, planarTask } from './planarRobot.ts';

const joints = 3;
const task = planarTask(joints, isHealthy);

/** Upright, off the floor, and no coordinate but x and z running away. */
function isHealthy(qpos: Float64Array, qvel: Float64Array): boolean {
  if (!(qpos[1] > 0.7 && Math.abs(qpos[2]) < 0.2)) return false;
  for (let i = 2; i < 6; i++) if (!(Math.abs(qpos[i]) < 100)) return false;
  for (let i = 0; i < 6; i++) if (!(Math.abs(qvel[i]) < 100)) return false;
  return true;
}

interface HopperParts extends Pick<Scene, 'id' | 'title' | 'variant' | 'demonstrations' | 'starts'> {
  readonly inertia: CapsuleInertia;
  readonly task: GymTask;
}

const hopperScene = ({ inertia, ...facts }: HopperParts): Scene =>
  gymScene({
    ...facts,
    mjcf: hopperMjcf(inertia),
    summary:
      'A one-legged robot hops forward as fast as it can without falling; one wrong action in a chunk is a fall.',
    observation: planarObservation(joints),
    gear: hopperGear,
    settings: {
      'finetune.envSteps': 1_000_000,
      'finetune.batchSize': 512,
      'finetune.epochs': 6,
      'finetune.actorLearningRate': 1.2e-4,
      'finetune.clipRatio': 0.3,
      'finetune.targetKl': 0.1,
      // Wide: what a small σ tries hardly changes the return of a whole hop, and is lost in its noise.
      'exploration.minimum': 0.2,
      'exploration.maximum': 0.7,
      'anchor.weight': 0.05,
      'anchor.decayEnd': 10,
    },
    camera: { position: [0, -3.5, 1.3], target: [0, 0, 0.9], follow: 'torso' },
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
  });

export const hopper = hopperScene({
  id: 'hopper',
  title: 'Hopper',
  demonstrations: ['expert', 'medium'],
  starts: [{ id: 'medium', description: 'Imitates the medium demonstrations, and falls halfway as they do.' }],
  inertia: 'exact',
  task,
});

export const hopperD4rl = hopperScene({
  id: 'hopper-d4rl',
  title: 'Hopper as in D4RL',
  variant: {
    of: 'hopper',
    name: 'D4RL',
    description: 'The lighter capsules of MuJoCo before 2.1.1, and a healthy reward for the step of the fall too.',
  },
  demonstrations: [],
  inertia: 'd4rl',
  task: { ...task, isFallPaid: true },
});
