/** @file The physics worker's contract: environments for rollouts, and one live robot to watch. */
import type { ChunkTransition, SceneDescription } from '../../core/physics/environment.ts';
import type { SceneFacts } from '../../core/scenes/scene.ts';

export type PhysicsService = {
  requests: {
    /** Every scene of the lab, as plain data. */
    scenes: { input: undefined; output: readonly SceneFacts[] };
    describe: { input: { scene: string }; output: SceneDescription };
    /** Makes a set of environments that one caller steps together. */
    createEnvironments: {
      input: { scene: string; slots: number; resetNoise?: number };
      output: { handle: number; observationSize: number; actionSize: number };
    };
    reset: { input: { handle: number; slots: readonly number[]; seeds: readonly number[] }; output: Float32Array };
    step: { input: { handle: number; slots: readonly number[]; actions: Float32Array }; output: ChunkTransition };
    disposeEnvironments: { input: { handle: number }; output: undefined };
    /** Serves the same requests on another port, so that a training worker can drive physics itself. */
    connect: { input: { port: MessagePort }; output: undefined };

    /** Starts, or restarts, the live robot; poses then come as events at the scene's control rate. */
    startLive: { input: LiveInput; output: undefined };
    /** Replaces the live robot's policy from its next chunk on, such as with the weights of a training run. */
    setLivePolicy: { input: { policy: Uint8Array; steps: number }; output: undefined };
    setLivePlaying: { input: { playing: boolean }; output: undefined };
    /** Plays one control step while paused. */
    stepLive: { input: undefined; output: undefined };
    resetLive: { input: { seed: number }; output: undefined };
  };
  events: {
    /** The newest pose only: one that the page had no time for is dropped when the next one is there. */
    pose: LivePose;
    /** The live robot stopped with an error, such as a policy that does not fit the scene; `startLive` begins anew. */
    liveFailure: { message: string };
  };
};

export interface LiveInput {
  readonly scene: string;
  /** Bytes of a policy file (`core/policy/deployedPolicy.ts`) */
  readonly policy: Uint8Array;
  /** Denoising steps K */
  readonly steps: number;
  /** Seed of the first episode; each following one adds 1 */
  readonly seed: number;
  readonly playing: boolean;
}

export interface LivePose {
  /** `[bodies, 7]`: position in metres, quaternion wxyz */
  readonly poses: Float32Array;
  /** What the policy sees now, `[observationSize]`, raw units */
  readonly observation: Float32Array;
  /** Episodes begun since the worker's first `startLive`. Poses of different episodes are never interpolated. */
  readonly episode: number;
  readonly seed: number;
  /** Control steps since the episode began */
  readonly controlStep: number;
  /** Seconds of simulated time since the episode began */
  readonly time: number;
  readonly return: number;
  /** Whether the task was done at any step of this episode so far */
  readonly success: boolean;
  /** The episode's last pose, where it was not dropped. */
  readonly ended: boolean;
}
