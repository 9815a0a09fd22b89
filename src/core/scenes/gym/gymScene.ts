/** @file The frame of a locomotion scene: what follows from its task and its model, and what all of them begin with. */
import { Simulation } from '../../physics/simulation.ts';
import type { Scene } from '../scene.ts';
import { GymEnvironment, type GymTask } from './gymEnvironment.ts';

type Derived =
  | 'action'
  | 'family'
  | 'actionSize'
  | 'actionLimit'
  | 'controlHz'
  | 'physicsTimestep'
  | 'substeps'
  | 'horizon'
  | 'metric'
  | 'mjcf'
  | 'create'
  | 'experts';

export interface GymSceneParts extends Omit<Scene, Derived>, Partial<Pick<Scene, 'experts'>> {
  readonly task: GymTask;
  readonly mjcf: string;
  /** N·m at a raw action of 1: of every motor, or of each */
  readonly gear: number | readonly number[];
}

/** Settings that suit every locomotion scene on a laptop; a scene's own come on top. */
const usualSettings: Scene['settings'] = {
  'training.steps': 6000,
  'evaluation.interval': 1000,
  'evaluation.episodes': 5,
};

export function gymScene({ task, mjcf, gear, settings, experts = [], ...facts }: GymSceneParts): Scene {
  const { actionSize, actionLimit, physicsTimestep, substeps, horizon } = task;
  return {
    ...facts,
    family: 'gym',
    ...{ actionSize, actionLimit, physicsTimestep, substeps, horizon },
    action: [{ key: 'torques', size: actionSize, unit: 'N·m', scale: gear }],
    controlHz: 1 / (physicsTimestep * substeps),
    metric: 'return',
    settings: { ...usualSettings, ...settings },
    mjcf: () => mjcf,
    create: (mujoco, options) => new GymEnvironment(new Simulation(mujoco, mjcf), task, options),
    experts,
  };
}
