/**
 * @file Humanoid: walk forward on two legs, with hips, waist and arms. Gymnasium's Humanoid-v5, in its own terms.
 * @see Gymnasium, gymnasium/envs/mujoco/humanoid_v5.py
 */
import type { Simulation } from '../../physics/simulation.ts';
import type { LearnedExpert, ObservationPart, Scene } from '../scene.ts';
import { contactForces, freeRootObservation } from './freeRoot.ts';
import { addUniformNoise, type GymMeasurement, type GymTask } from './gymEnvironment.ts';
import { gymScene } from './gymScene.ts';
import { humanoidGears, humanoidMjcf, physicsTimestep } from './humanoidModel.ts';

const resetNoiseWidth = 1e-2;
const contactCostWeight = 5e-7;
const largestContactCost = 10;
const coordinates = 24;
const velocities = 23;
/** Velocities of the free root: no motor drives them */
const rootVelocities = 6;
const bodies = 14;

interface Version {
  /** The engine's quantities are observed for each body and velocity but the world's and the root's (v5), for all (v4), or not */
  readonly readings: 'robot' | 'all' | 'none';
  readonly isContactPaid: boolean;
  readonly isFallPaid: boolean;
}

interface Reading {
  readonly view: 'cinert' | 'cvel' | 'qfrc_actuator' | 'cfrc_ext';
  /** Numbers in the engine, and how many of the first belong to the world or the root */
  readonly size: number;
  readonly ofWorld: number;
  describe(size: number): ObservationPart;
}

const readings: readonly Reading[] = [
  {
    view: 'cinert',
    size: bodies * 10,
    ofWorld: 10,
    // Of each body: six of its inertia (kg·m²), three of mass times offset (kg·m), and its mass (kg).
    describe: (size) => ({ key: 'body_inertias', size, unit: 'mixed', frame: 'centre of mass' }),
  },
  {
    view: 'cvel',
    size: bodies * 6,
    ofWorld: 6,
    // Of each body: three of rotation (rad/s), three of translation (m/s).
    describe: (size) => ({ key: 'body_velocities', size, unit: 'mixed', frame: 'centre of mass' }),
  },
  {
    view: 'qfrc_actuator',
    size: velocities,
    ofWorld: rootVelocities,
    describe: (size) => ({ key: 'actuator_forces', size, unit: 'N·m' }),
  },
  { view: 'cfrc_ext', size: bodies * 6, ofWorld: 6, describe: contactForces },
];

function observedParts({ readings: kind }: Version): Scene['observation'] {
  const state = freeRootObservation(coordinates - 7);
  if (kind === 'none') return state;
  const left = kind === 'robot' ? 1 : 0;
  return [...state, ...readings.map(({ size, ofWorld, describe }) => describe(size - left * ofWorld))];
}

function humanoidTask(version: Version): GymTask {
  const observationSize = observedParts(version).reduce((sum, { size }) => sum + size, 0);
  return {
    observationSize,
    actionSize: 17,
    actionLimit: [-0.4, 0.4],
    physicsTimestep,
    substeps: 5,
    horizon: 1000,
    forwardWeight: 1.25,
    healthyReward: 5,
    isFallPaid: version.isFallPaid,
    controlCost: 0.1,
    needsContactForces: version.isContactPaid || version.readings !== 'none',
    perturb(qpos, qvel, random, factor) {
      addUniformNoise(qpos, random, resetNoiseWidth * factor);
      addUniformNoise(qvel, random, resetNoiseWidth * factor);
    },
    measure(simulation): GymMeasurement {
      const { data } = simulation;
      const observation = new Float64Array(observationSize);
      const qpos = data.qpos as Float64Array;
      observation.set(qpos.subarray(2), 0);
      observation.set(data.qvel as Float64Array, coordinates - 2);
      let offset = coordinates - 2 + velocities;
      if (version.readings !== 'none') {
        for (const { view, ofWorld } of readings) {
          const values = (data[view] as Float64Array).subarray(version.readings === 'robot' ? ofWorld : 0);
          observation.set(values, offset);
          offset += values.length;
        }
      }
      const height = qpos[2];
      return {
        observation,
        forwardPosition: centreOfMass(simulation),
        isHealthy: height > 1 && height < 2,
        contactCost: version.isContactPaid ? contactCost(data.cfrc_ext as Float64Array) : 0,
      };
    },
  };
}

/** x of the centre of mass, metres; of the last substep's start, as the reference reads it */
function centreOfMass({ model, data }: Simulation): number {
  const masses = model.body_mass as Float64Array;
  const positions = data.xipos as Float64Array;
  let [moment, mass] = [0, 0];
  for (let body = 0; body < masses.length; body++) {
    moment += masses[body] * positions[body * 3];
    mass += masses[body];
  }
  return moment / mass;
}

function contactCost(forces: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < forces.length; i++) sum += forces[i] * forces[i];
  return Math.min(largestContactCost, contactCostWeight * sum);
}

/** `docs/method.md` has the commands, the seeds and what was reached. */
const learnedExperts: readonly LearnedExpert[] = [
  {
    id: 'expert',
    description: 'PPO from scratch on positions and velocities, 5 million environment steps: walks for about 7800.',
    policy: 'humanoid-expert',
    playNoise: 0.04,
  },
  {
    id: 'medium',
    description:
      'The same after 1.05 million environment steps: walks for about 3600, and falls in every other episode.',
    policy: 'humanoid-medium',
  },
];

interface SceneParts extends Pick<Scene, 'id' | 'title' | 'variant' | 'demonstrations'> {
  readonly version: Version;
}

const humanoidScene = ({ version, ...facts }: SceneParts): Scene => {
  const task = humanoidTask(version);
  return gymScene({
    ...facts,
    summary: 'A whole body of seventeen motors: the hardest balance here, and one wrong step is a fall.',
    observation: observedParts(version),
    gear: humanoidGears,
    camera: { position: [1.6, -4.2, 1.8], target: [0, 0, 1], follow: 'torso' },
    settings: {
      // A chunk of four played blind falls at once (386 of 7824), as in Walker2d.
      'policy.actionHorizon': 1,
      // As many as 30 minutes on two cores allow.
      'training.steps': 50_000,
      'evaluation.interval': 5000,
    },
    task,
    mjcf: humanoidMjcf,
    learnedExperts,
  });
};

export const humanoid = humanoidScene({
  id: 'humanoid',
  title: 'Humanoid',
  demonstrations: [],
  version: { readings: 'robot', isContactPaid: true, isFallPaid: false },
});

export const humanoidV4 = humanoidScene({
  id: 'humanoid-v4',
  title: 'Humanoid v4',
  variant: {
    of: 'humanoid',
    name: 'v4',
    description:
      'Observes the world and the root too (376 numbers), pays for no contact, and pays the step of the fall.',
  },
  demonstrations: [],
  version: { readings: 'all', isContactPaid: false, isFallPaid: true },
});

export const humanoidState = humanoidScene({
  id: 'humanoid-state',
  title: 'Humanoid, state only',
  variant: {
    of: 'humanoid',
    name: 'state only',
    description: 'The task of v5, of which positions and velocities alone are observed: 45 numbers in place of 348.',
  },
  demonstrations: ['expert', 'medium'],
  version: { readings: 'none', isContactPaid: true, isFallPaid: false },
});
