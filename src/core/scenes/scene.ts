/** @file What a scene is: one value of this type, in one file, and one line in the registry. */
import type { SettingValues } from '../experiment/settings.ts';
import type { Environment, EnvironmentOptions, SceneDescription } from '../physics/environment.ts';
import type { Mujoco } from '../physics/mujoco.ts';
import type { Random } from '../random/random.ts';

export type SceneFamily = 'gym' | 'robomimic' | 'kitchen' | 'toy';

/** Acts in one environment through the same actions a policy has; one object serves one episode. */
export interface Expert {
  /** @param observation `[observationSize]` @returns the raw action, `[actionSize]` */
  act(observation: ArrayLike<number>): ArrayLike<number>;
}

/** A named way to act well in a scene. The demonstration set of the same id is made with it. */
export interface ExpertDefinition {
  readonly id: string;
  /** One sentence: how it was made, and its level. */
  readonly description: string;
  /**
   * Standard deviation of Gaussian noise added to the played action, never to the recorded one (DART, Laskey et al.
   * 2017): it shows the learner how to recover. 0 where absent.
   */
  readonly playNoise?: number;
  /** @param random the episode's own generator: where variation between demonstrations comes from */
  create(random: Random): Expert;
}

/** The part of a scene that is plain data, and so may travel to the page. */
export interface SceneFacts {
  readonly id: string;
  readonly title: string;
  readonly family: SceneFamily;
  /** One sentence for the scene picker: what the task is and what it teaches. */
  readonly summary: string;
  /** In order; sizes add up to the observation size. */
  readonly observation: readonly { readonly key: string; readonly size: number }[];
  readonly actionSize: number;
  /** Limits of a raw action, the same for each dimension */
  readonly actionLimit: readonly [low: number, high: number];
  readonly controlHz: number;
  /** Seconds */
  readonly physicsTimestep: number;
  readonly substeps: number;
  /** Control steps in an episode at most */
  readonly horizon: number;
  readonly metric: 'success' | 'return';
  /** Ids of the shipped demonstration sets, `public/demonstrations/<scene>-<id>.demo`; the first is the default. */
  readonly demonstrations: readonly string[];
  /** Settings that differ from the schema's defaults in this scene. */
  readonly settings: Partial<SettingValues>;
  /** A good first view, metres, z up; the camera follows the named body where one is given. */
  readonly camera: {
    readonly position: readonly [number, number, number];
    readonly target: readonly [number, number, number];
    readonly follow?: string;
  };
}

export interface Scene extends SceneFacts {
  /** The scene's MJCF, loadable by `MjModel.from_xml_string` alone. */
  mjcf(): string;
  describe(mujoco: Mujoco): SceneDescription;
  create(mujoco: Mujoco, options?: EnvironmentOptions): Environment;
  readonly experts: readonly ExpertDefinition[];
}

/** Observation size of a scene: the sum of its parts. */
export function observationSize(scene: Pick<SceneFacts, 'observation'>): number {
  return scene.observation.reduce((sum, part) => sum + part.size, 0);
}
