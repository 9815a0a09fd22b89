/** @file What every environment is to the rest of the lab: seeded episodes of observation, action, reward. */

/** What one control step returned, in the reference environment's own terms. */
export interface Transition {
  /** `[observationSize]`, SI units; a fresh array, float64 */
  readonly observation: Float64Array;
  readonly reward: number;
  /** The task ended by its own rule (a fall); there is no value beyond it. */
  readonly terminated: boolean;
  /** The time limit was reached; the task itself goes on. */
  readonly truncated: boolean;
  /** The scene's success rule holds now. Always false where the metric is the return. */
  readonly success: boolean;
  /** Why the simulation could not go on, in a sentence; the episode is then terminated without success. */
  readonly failure?: string;
}

export interface EnvironmentOptions {
  /** Factor on every random draw of a reset: 1 is the reference's noise, 0 the nominal state. */
  readonly resetNoise?: number;
}

/** Same seed and same actions give the same episode, bit for bit, on one machine. */
export interface Environment {
  readonly observationSize: number;
  readonly actionSize: number;
  /** Starts an episode and returns its first observation, `[observationSize]`. */
  reset(seed: number): Float64Array;
  /**
   * Plays one control step.
   * @param action raw action, `[actionSize]`, in the scene's own units
   * @throws RangeError where an action has the wrong length or is not finite
   */
  step(action: ArrayLike<number>): Transition;
  /** World poses of all bodies, `[bodies, 7]`: position in metres, quaternion wxyz. A fresh array to transfer. */
  poses(): Float32Array;
  /** Where bodies touch and how hard, `[contacts, 6]`: see `Simulation.contacts`. Absent where nothing can touch. */
  contacts?(): Float32Array;
  dispose(): void;
}

/** What the steps of one action chunk added up to, per slot. */
export interface ChunkTransition {
  /** Last observation of each slot, `[slots, observationSize]` */
  readonly observations: Float32Array;
  /** Sum of rewards, `[slots]` */
  readonly rewards: Float64Array;
  /** Control steps really taken: fewer than the chunk where the episode ended inside it, `[slots]` */
  readonly lengths: Uint16Array;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  /** 1 where success was seen at any step of the chunk */
  readonly successes: Uint8Array;
  /** 1 where the simulation left the finite numbers: the episode is terminated as a failure */
  readonly failures: Uint8Array;
}

/**
 * Many environments behind one call. It has two homes: in process, and over physics workers.
 * An episode ends at `terminated`, at `truncated`, and at the first success where success is the scene's metric; steps
 * after the end are not played.
 */
export interface VectorEnvironment {
  readonly slots: number;
  readonly observationSize: number;
  readonly actionSize: number;
  /** Slots that live on the same core. Calls on different lanes run side by side; calls on one lane queue. */
  readonly lanes: readonly (readonly number[])[];
  /** Starts new episodes and returns their first observations, `[slots.length, observationSize]`. */
  reset(slots: readonly number[], seeds: readonly number[]): Promise<Float32Array>;
  /**
   * Plays an action chunk open loop in each of the slots.
   * @param actions raw actions, `[slots.length, actionHorizon, actionSize]`
   */
  step(slots: readonly number[], actions: Float32Array): Promise<ChunkTransition>;
  dispose(): void;
}

/** What the viewer needs to draw a scene once; poses then move its bodies. */
export interface SceneDescription {
  readonly bodies: readonly string[];
  readonly geoms: readonly GeomDescription[];
  readonly joints: readonly JointDescription[];
}

export interface JointDescription {
  readonly name: string;
  /** Index into `bodies`: the body that the joint moves */
  readonly body: number;
  readonly type: 'free' | 'ball' | 'slide' | 'hinge';
  /** Its anchor in the body's frame, metres */
  readonly position: readonly [number, number, number];
  /** In the body's frame, length 1; says nothing for `free` and `ball` */
  readonly axis: readonly [number, number, number];
}

export type GeomShape = 'plane' | 'sphere' | 'capsule' | 'ellipsoid' | 'cylinder' | 'box';

export interface GeomDescription {
  readonly name: string;
  /** Index into `bodies`; 0 is the world. */
  readonly body: number;
  readonly shape: GeomShape;
  /** MuJoCo half-sizes: sphere (r), capsule and cylinder (r, half-length, along z), box (x, y, z), plane (x, y, spacing) */
  readonly size: readonly [number, number, number];
  /** In the body's frame, metres */
  readonly position: readonly [number, number, number];
  /** In the body's frame, wxyz */
  readonly quaternion: readonly [number, number, number, number];
  /** Red, green, blue, alpha in [0, 1] */
  readonly color: readonly [number, number, number, number];
  /** The two colours of a checkered material, red, green, blue in [0, 1]; absent where it has none */
  readonly checker?: readonly [readonly [number, number, number], readonly [number, number, number]];
  /** Whether it can touch anything */
  readonly collides: boolean;
  /** MuJoCo geom group: 0 collides (hidden where a visual shape stands for it), 1 and 2 are drawn */
  readonly group: number;
}
