/**
 * @file Walker2d: walk forward on two legs without falling. Gymnasium's Walker2d-v5, in its own terms.
 * @see Gymnasium, gymnasium/envs/mujoco/walker2d_v5.py
 */
import type { LearnedExpert, Scene } from '../scene.ts';
import type { GymTask } from './gymEnvironment.ts';
import { gymScene } from './gymScene.ts';
import { planarObservation, planarTask } from './planarRobot.ts';
import { type Walker2dParts, walker2dGear, walker2dMjcf } from './walker2dModel.ts';

const joints = 6;
const task = planarTask(joints, ([, height, pitch]) => height > 0.8 && height < 2 && Math.abs(pitch) < 1);

/** `docs/method.md` has the commands, the seeds and what was reached. */
const learnedExperts: readonly LearnedExpert[] = [
  {
    id: 'expert',
    description: 'PPO from scratch, 3 million environment steps: walks a thousand steps for about 4800.',
    policy: 'walker2d-expert',
    playNoise: 0.1,
  },
  {
    id: 'medium',
    description: 'The same after 800,000 environment steps: walks for about 2900, and falls in every second episode.',
    policy: 'walker2d-medium',
  },
];

interface SceneParts extends Pick<Scene, 'id' | 'title' | 'variant' | 'demonstrations'> {
  readonly model: Walker2dParts;
  readonly task: GymTask;
}

const walker2dScene = ({ model, ...facts }: SceneParts): Scene =>
  gymScene({
    ...facts,
    mjcf: walker2dMjcf(model),
    summary: 'Two legs that take turns: a gait has to be kept up, and a policy that mixes two of them falls.',
    observation: planarObservation(joints),
    gear: walker2dGear,
    settings: {
      // A chunk of four played blind falls within a tenth of an episode (298 of 4578); decided anew each step it walks.
      'policy.actionHorizon': 1,
      // After 6000 it still falls in every second episode.
      'training.steps': 15_000,
      'evaluation.interval': 2500,
    },
    camera: { position: [0, -4.2, 1.4], target: [0, 0, 0.9], follow: 'torso' },
    learnedExperts,
  });

export const walker2d = walker2dScene({
  id: 'walker2d',
  title: 'Walker2d',
  demonstrations: ['expert', 'medium'],
  model: { rightFootFriction: 1.9, inertia: 'exact' },
  task,
});

export const walker2dV4 = walker2dScene({
  id: 'walker2d-v4',
  title: 'Walker2d v4',
  variant: {
    of: 'walker2d',
    name: 'v4',
    description:
      'The right foot slips more than the left one (0.9 to 1.9), and the step of the fall is paid as healthy.',
  },
  demonstrations: [],
  model: { rightFootFriction: 0.9, inertia: 'exact' },
  task: { ...task, isFallPaid: true },
});

export const walker2dD4rl = walker2dScene({
  id: 'walker2d-d4rl',
  title: 'Walker2d as in D4RL',
  variant: {
    of: 'walker2d',
    name: 'D4RL',
    description: 'As v4, with the lighter capsules of MuJoCo before 2.1.1: the model of the D4RL data sets.',
  },
  demonstrations: [],
  model: { rightFootFriction: 0.9, inertia: 'd4rl' },
  task: { ...task, isFallPaid: true },
});
