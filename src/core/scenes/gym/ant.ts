/**
 * @file Ant: run forward on four legs. Gymnasium's Ant-v5, in its own terms, and the older observations of its data.
 * @see Gymnasium, gymnasium/envs/mujoco/ant_v5.py
 */
import type { Random } from '../../random/random.ts';
import type { LearnedExpert, Scene } from '../scene.ts';
import { antGear, antMjcf, physicsTimestep } from './antModel.ts';
import type { CapsuleInertia } from './capsule.ts';
import { contactForces, freeRootObservation } from './freeRoot.ts';
import { addUniformNoise, clamp, type GymMeasurement, type GymTask } from './gymEnvironment.ts';
import { gymScene } from './gymScene.ts';

const resetNoiseWidth = 0.1;
const contactForceLimit = 1;
const contactCostWeight = 5e-4;
/** Torso: the first body after the world */
const torso = 1;
const coordinates = 15;
const velocities = 14;
/** Numbers of positions and velocities: the observation's first part in each version */
const stateSize = coordinates - 2 + velocities;
const bodies = 14;

/** How the forces on the bodies enter: measured without the world's (v5), as zeros with the world's (D4RL), or not. */
type ContactForces = 'measured' | 'zeros' | 'none';

const contactSizes: Readonly<Record<ContactForces, number>> = {
  measured: (bodies - 1) * 6,
  zeros: bodies * 6,
  none: 0,
};

function antTask(contacts: ContactForces, isFallPaid: boolean): GymTask {
  const observationSize = stateSize + contactSizes[contacts];
  return {
    observationSize,
    actionSize: 8,
    actionLimit: [-1, 1],
    physicsTimestep,
    substeps: 5,
    horizon: 1000,
    forwardWeight: 1,
    healthyReward: 1,
    isFallPaid,
    controlCost: 0.5,
    needsContactForces: contacts === 'measured',
    perturb(qpos, qvel, random, factor) {
      addUniformNoise(qpos, random, resetNoiseWidth * factor);
      addNormalNoise(qvel, random, resetNoiseWidth * factor);
    },
    measure({ data }): GymMeasurement {
      const qpos = data.qpos as Float64Array;
      const qvel = data.qvel as Float64Array;
      const observation = new Float64Array(observationSize);
      observation.set(qpos.subarray(2), 0);
      observation.set(qvel, coordinates - 2);
      let contactCost = 0;
      if (contacts === 'measured') {
        const forces = data.cfrc_ext as Float64Array;
        // The world's six come first and are not observed.
        for (let i = 6; i < forces.length; i++) {
          const force = clamp(forces[i], contactForceLimit);
          observation[stateSize + i - 6] = force;
          contactCost += contactCostWeight * force * force;
        }
        for (let i = 0; i < 6; i++) contactCost += contactCostWeight * clamp(forces[i], contactForceLimit) ** 2;
      }
      const height = qpos[2];
      const isHealthy = height >= 0.2 && height <= 1 && qpos.every(Number.isFinite) && qvel.every(Number.isFinite);
      // One substep behind qpos: MuJoCo does not run kinematics at the end of a step, and the reference reads it so.
      const forwardPosition = (data.xpos as Float64Array)[torso * 3];
      return { observation, forwardPosition, isHealthy, contactCost };
    },
  };
}

function addNormalNoise(values: Float64Array, random: Random, deviation: number): void {
  for (let i = 0; i < values.length; i++) values[i] += deviation * random.normal();
}

/** `docs/method.md` has the commands, the seeds and what was reached. */
const learnedExperts: readonly LearnedExpert[] = [
  {
    id: 'expert',
    description: 'PPO from scratch on positions and velocities, 2 million environment steps: runs for about 4700.',
    policy: 'ant-expert',
    playNoise: 0.1,
  },
  {
    id: 'medium',
    description:
      'The same after 1 million environment steps: runs for about 3700, and for 2400 with the noise it is recorded with.',
    policy: 'ant-medium',
    playNoise: 0.1,
  },
];

interface SceneParts extends Pick<Scene, 'id' | 'title' | 'variant' | 'demonstrations'> {
  readonly contacts: ContactForces;
  readonly inertia: CapsuleInertia;
  readonly isFallPaid: boolean;
}

const antScene = ({ contacts, inertia, isFallPaid, ...facts }: SceneParts): Scene => {
  const task = antTask(contacts, isFallPaid);
  return gymScene({
    ...facts,
    summary: 'Four legs and eight motors: many ways to run, so a policy must choose one and stay with it.',
    observation: [...freeRootObservation(8), ...(contacts === 'none' ? [] : [contactForces(contactSizes[contacts])])],
    gear: antGear,
    camera: { position: [0, -4.5, 2.2], target: [0, 0, 0.4], follow: 'torso' },
    settings: {
      // As for Walker2d and Humanoid: what is decided anew at each step runs on.
      'policy.actionHorizon': 1,
      // After 15,000 its falls cost a seventh of the return.
      'training.steps': 30_000,
      'evaluation.interval': 3000,
    },
    task,
    mjcf: antMjcf(inertia),
    learnedExperts,
  });
};

export const ant = antScene({
  id: 'ant',
  title: 'Ant',
  demonstrations: ['expert', 'medium'],
  contacts: 'measured',
  inertia: 'exact',
  isFallPaid: false,
});

export const antV4 = antScene({
  id: 'ant-v4',
  title: 'Ant v4',
  variant: {
    of: 'ant',
    name: 'v4',
    description:
      'Observes positions and velocities alone (27 numbers), pays for no contact, and pays the step of the fall.',
  },
  demonstrations: ['expert'],
  contacts: 'none',
  inertia: 'exact',
  isFallPaid: true,
});

export const antD4rl = antScene({
  id: 'ant-d4rl',
  title: 'Ant as in D4RL',
  variant: {
    of: 'ant',
    name: 'D4RL',
    description: 'The 111 numbers of D4RL: 84 of them are contact forces that its recordings left at zero.',
  },
  demonstrations: [],
  contacts: 'zeros',
  inertia: 'd4rl',
  isFallPaid: true,
});
