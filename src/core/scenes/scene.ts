/** @file What a scene is: one value of this type, in one file, and one line in the registry. */
import type { SettingValues } from '../experiment/settings.ts';
import type { Environment, EnvironmentOptions } from '../physics/environment.ts';
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

/** An expert that was trained in this project: a shipped policy plays it, one action a decision, without noise. */
export interface LearnedExpert extends Pick<ExpertDefinition, 'id' | 'description' | 'playNoise'> {
  /** The policy's file, `public/policies/<policy>.policy`. It sees as many numbers of the observation as it was trained on, from the first on. */
  readonly policy: string;
}

/** Numbers that belong together, of one unit, in one frame. */
export interface Quantity {
  readonly key: string;
  readonly size: number;
  /** SI, such as m, rad/s or N·m; `1` where it has none */
  readonly unit: string;
  /** Where it is measured: `world`, `base`, the name of a body */
  readonly frame?: string;
  /** Set where it is a quaternion: the order of its four numbers */
  readonly quaternion?: 'wxyz' | 'xyzw';
}

/** A part of an observation: one quantity, or several that a data set keeps under one key. */
export type ObservationPart = Quantity | (Pick<Quantity, 'key' | 'size'> & { readonly parts: readonly Quantity[] });

/** Where the parts of an observation lie: all that whoever reads or writes columns needs to know. */
export interface ObservationColumns {
  readonly observation: readonly Pick<ObservationPart, 'key' | 'size'>[];
}

/** A part of an action: what a raw action of 1 means on the robot. */
export interface ActionPart extends Quantity {
  /** Of its unit, at a raw action of 1; one for all its numbers, or one each */
  readonly scale: number | readonly number[];
}

/** The part of a scene that is plain data, and so may travel to the page. */
export interface SceneFacts {
  readonly id: string;
  readonly title: string;
  readonly family: SceneFamily;
  /** One sentence for the scene picker: what the task is and what it teaches. */
  readonly summary: string;
  /**
   * Set where this is another version of a scene, such as the one an older data set was recorded in. The picker offers
   * it as an option of that scene.
   */
  readonly variant?: {
    /** Id of the scene that the picker shows */
    readonly of: string;
    /** A short name: `v4`, `D4RL` */
    readonly name: string;
    /** One sentence: how it differs, and which data it is for */
    readonly description: string;
  };
  /** In order; sizes add up to the observation size. */
  readonly observation: readonly ObservationPart[];
  /** In order; sizes add up to the action size. */
  readonly action: readonly ActionPart[];
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
  /** Shipped policies to fine-tune from, `public/policies/<scene>-<id>.policy`; the first is the default. */
  readonly starts?: readonly { readonly id: string; readonly description: string }[];
  /** Where each arm's base stands in the world frame: metres, quaternion wxyz. Absent where the robot is no arm. */
  readonly arms?: readonly {
    readonly position: readonly [number, number, number];
    readonly quaternion: readonly [number, number, number, number];
  }[];
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
  create(mujoco: Mujoco, options?: EnvironmentOptions): Environment;
  /** Experts that are code; the first is the default. */
  readonly experts: readonly ExpertDefinition[];
  /** Experts that are policies: where there is no code that could act. */
  readonly learnedExperts?: readonly LearnedExpert[];
}

/** Observation size of a scene: the sum of its parts. */
export function observationSize(scene: ObservationColumns): number {
  return scene.observation.reduce((sum, part) => sum + part.size, 0);
}

/** Physical amount of a raw action of 1, `[actionSize]`. */
export function simulatorUnits(action: readonly ActionPart[]): number[] {
  return action.flatMap(({ size, scale }) => (typeof scale === 'number' ? new Array<number>(size).fill(scale) : scale));
}
