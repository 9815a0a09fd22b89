/** @file The physics worker's contract: environments for rollouts, and one live robot to watch. */
import type { Manifest } from '../../core/export/manifest.ts';
import type { ChunkTransition, SceneDescription } from '../../core/physics/environment.ts';
import type { SceneFacts } from '../../core/scenes/scene.ts';

export type PhysicsService = {
  requests: {
    /** Every scene of the lab, as plain data. */
    scenes: { input: undefined; output: readonly SceneFacts[] };
    describe: { input: { scene: string }; output: SceneDescription };
    /** Times control steps of a scene with random actions: a few dozen milliseconds of work. */
    time: { input: { scene: string }; output: { readonly stepMilliseconds: number } };
    /** Makes a set of environments that one caller steps together. */
    createEnvironments: {
      input: { scene: string; slots: number; resetNoise?: number };
      output: { handle: number; observationSize: number; actionSize: number };
    };
    reset: { input: { handle: number; slots: readonly number[]; seeds: readonly number[] }; output: Float32Array };
    step: { input: { handle: number; slots: readonly number[]; actions: Float32Array }; output: ChunkTransition };
    disposeEnvironments: { input: { handle: number }; output: undefined };
    /** What the physics engine holds: its WebAssembly memory never shrinks. */
    memory: { input: undefined; output: { readonly wasmBytes: number } };
    /** Serves the same requests on another port, so that a training worker can drive physics itself. */
    connect: { input: { port: MessagePort }; output: undefined };

    /** Starts, or restarts, the live robot; poses then come as events at the scene's control rate. */
    startLive: { input: LiveInput; output: undefined };
    /** Plays recorded episodes in the live robot's place, until `startLive`; what moves it moves the recording. */
    startReplay: { input: ReplayInput; output: undefined };
    /** Replaces the live robot's policy from its next chunk on, such as with the weights of a training run. */
    setLivePolicy: { input: { policy: Uint8Array }; output: undefined };
    /** Who is on stage, from the start of the same episode. */
    setLiveCast: { input: LiveCast; output: undefined };
    /** Playing also ends looking back: the robot goes on from the newest frame. */
    setLivePlaying: { input: { playing: boolean }; output: undefined };
    /** Simulated seconds per second: 1 is real time, less is slow motion. */
    setLiveSpeed: { input: { speed: number }; output: undefined };
    /** Measures the solid robot's contacts, or stops that. */
    setLiveContacts: { input: { measured: boolean }; output: undefined };
    /** Shows one control step more, while paused: the next recorded one while looking back, else a new one. */
    stepLive: { input: undefined; output: undefined };
    /** Begins another episode, or the same one again where the seed is the same. */
    resetLive: { input: { seed: number }; output: undefined };
    /** Pauses, and shows the recorded frame of that control step or the nearest one. Nothing is simulated. */
    lookBack: { input: { controlStep: number }; output: undefined };
  };
  events: {
    /** The newest pose only: one that the page had no time for is dropped when the next one is there. */
    pose: LivePose;
    /** The live robot stopped with an error, such as a policy that does not fit the scene; `startLive` begins anew. */
    liveFailure: { message: string };
  };
};

/** The solid robot, and a ghost of it in an environment of its own: same start, same noise. */
export interface LiveCast {
  /** Denoising steps K of the solid robot */
  readonly steps: number;
  /** Denoising steps K of the ghost; null for none, which then costs nothing */
  readonly ghostSteps: number | null;
  /** Bytes of a policy file of the ghost's own; where absent it acts with the solid robot's */
  readonly ghostPolicy?: Uint8Array;
}

export interface LiveInput extends LiveCast {
  readonly scene: string;
  /** Bytes of a policy file (`core/policy/deployedPolicy.ts`); null: the robot stands where its episode begins until there is one */
  readonly policy: Uint8Array | null;
  /** An exported graph, which then acts in onnxruntime-web in the policy's place */
  readonly graph?: ActingGraph;
  /** Seed of the first episode; each following one adds 1 */
  readonly seed: number;
  readonly playing: boolean;
  /** 1 where absent */
  readonly speed?: number;
  /** False where absent */
  readonly contacts?: boolean;
}

/** Of a bundle that was read and found whole */
export interface ActingGraph {
  /** Bytes of policy.onnx */
  readonly onnx: Uint8Array;
  readonly manifest: Pick<Manifest, 'action' | 'policy'>;
}

/** Episodes that were recorded elsewhere, such as in a runner's log. Poses then carry the episode's index as their seed. */
export interface ReplayInput {
  readonly scene: string;
  /** The simulator's joint positions, `[frames, qpos]`, of all episodes in order */
  readonly states: Float64Array;
  readonly episodes: readonly ReplayedEpisode[];
  /** Frames a second */
  readonly rateHz: number;
  readonly playing: boolean;
  /** 1 where absent */
  readonly speed?: number;
}

export interface ReplayedEpisode {
  /** Its first frame among all */
  readonly first: number;
  /** Frames, at least 1 */
  readonly count: number;
  /** Null where nobody could tell */
  readonly success: boolean | null;
}

/** How one of the two robots stands and what it has reached. */
export interface RobotState {
  /** `[bodies, 7]`: position in metres, quaternion wxyz */
  readonly poses: Float32Array;
  readonly return: number;
  /** Whether the task was done at any step of this episode so far */
  readonly success: boolean;
  /** Its episode is over, and it stands still until the other one's is too. */
  readonly ended: boolean;
  /** Why the simulation could not go on, where that ended the episode */
  readonly failure: string | null;
}

/** One moment of an episode. What is said of one robot, outside of `ghost`, is said of the solid one. */
export interface LiveFrame extends RobotState {
  readonly ghost: RobotState | null;
  /** What the policy sees now, `[observationSize]`, raw units */
  readonly observation: Float32Array;
  /**
   * `[contacts, 6]`: point in metres, then the force on the moving body of the two in newtons, both in the world frame.
   * Null where contacts were not measured, or the scene has none.
   */
  readonly contacts: Float32Array | null;
  /** Episodes begun since the worker's first `startLive`. Poses of different episodes are never interpolated. */
  readonly episode: number;
  readonly seed: number;
  /** Control steps since the episode began */
  readonly controlStep: number;
  /** Seconds of simulated time since the episode began */
  readonly time: number;
}

export interface LivePose extends LiveFrame {
  /** A recorded frame that is looked back at; false for the newest one */
  readonly recorded: boolean;
  /** Control steps of the oldest and of the newest frame to look back at */
  readonly span: readonly [oldest: number, newest: number];
}
