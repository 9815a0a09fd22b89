/** @file The environment of every robosuite scene: Pandas and objects, 20 actions a second, success now or not. */
import type { Environment, EnvironmentOptions, Transition } from '../../physics/environment.ts';
import type { Mujoco } from '../../physics/mujoco.ts';
import { Simulation } from '../../physics/simulation.ts';
import { Random } from '../../random/random.ts';
import { armActionSize, armObservationSize, PandaArm } from './pandaArm.ts';
import { robosuiteSubsteps } from './robosuiteModel.ts';

/** Where one arm's gripper is. */
export interface Gripper {
  /** Of the point between the fingertips, m, `[3]` */
  readonly position: ArrayLike<number>;
  /** Of the hand's body, xyzw, `[4]` */
  readonly quaternion: readonly number[];
}

/** What one scene adds: its objects, what is seen of them, and when the task is done. */
export interface ManipulationTask {
  /** Size of the object part of the observation */
  readonly objectSize: number;
  /** Gives the objects this episode's sizes, in the model; the state is reset afterwards. */
  vary(simulation: Simulation, random: Random, noise: number): void;
  /** Puts the objects where an episode finds them. @param noise factor on every random draw */
  place(simulation: Simulation, random: Random, noise: number): void;
  /** The object part of the observation, `[objectSize]`. */
  observe(simulation: Simulation, grippers: readonly Gripper[]): readonly number[];
  isSuccess(simulation: Simulation, grippers: readonly Gripper[]): boolean;
}

export interface ManipulationParts {
  readonly mjcf: string;
  /** Prefixes of the arms' names, in the order of the action and the observation */
  readonly arms: readonly string[];
  readonly horizon: number;
  /** Makes the task for a model: names become indices once. */
  readonly task: (simulation: Simulation) => ManipulationTask;
}

export class ManipulationEnvironment implements Environment {
  readonly observationSize: number;
  readonly actionSize: number;
  readonly simulation: Simulation;
  private readonly arms: readonly PandaArm[];
  private readonly task: ManipulationTask;
  private readonly horizon: number;
  private readonly resetNoise: number;
  private controlStep = 0;

  /** Begins the episode of seed 0, so that it can be drawn at once. */
  constructor(mujoco: Mujoco, parts: ManipulationParts, options: EnvironmentOptions = {}) {
    this.simulation = new Simulation(mujoco, parts.mjcf);
    this.arms = parts.arms.map((prefix) => new PandaArm(this.simulation, prefix));
    this.task = parts.task(this.simulation);
    this.horizon = parts.horizon;
    this.resetNoise = options.resetNoise ?? 1;
    this.actionSize = armActionSize * this.arms.length;
    this.observationSize = armObservationSize * this.arms.length + this.task.objectSize;
    this.reset(0);
  }

  reset(seed: number): Float64Array {
    const { simulation, arms, task, resetNoise } = this;
    const random = new Random(seed);
    task.vary(simulation, random, resetNoise);
    simulation.resetState();
    for (const arm of arms) arm.place(random, resetNoise);
    task.place(simulation, random, resetNoise);
    simulation.forward();
    for (const arm of arms) arm.startControl();
    this.controlStep = 0;
    return this.observe();
  }

  step(action: ArrayLike<number>): Transition {
    this.command(action);
    for (let substep = 0; substep < robosuiteSubsteps; substep++) this.substep();
    this.updateKinematics();
    this.controlStep++;
    const success = this.isSuccess();
    return {
      observation: this.observe(),
      reward: success ? 1 : 0,
      terminated: false,
      truncated: this.controlStep >= this.horizon,
      success,
    };
  }

  /**
   * Sets the arms' goals relative to where their grippers are; kinematics must be up to date.
   * @param action raw, `[actionSize]`
   * @throws RangeError where it has the wrong length or is not finite
   */
  command(action: ArrayLike<number>): void {
    this.checkAction(action);
    this.arms.forEach((arm, index) => {
      arm.command(action, index * armActionSize);
    });
  }

  /**
   * One of the physics steps of an action: what the controller needs is computed, then torques, then the step.
   *
   * robosuite calls `forward` and then `step`, which computes everything twice; splitting the step at the controls
   * does the same at half the price.
   */
  substep(): void {
    const { mujoco, model, data } = this.simulation;
    const controls = data.ctrl as Float64Array;
    mujoco.mj_step1(model, data);
    for (const arm of this.arms) arm.control(controls);
    mujoco.mj_step2(model, data);
  }

  /**
   * Brings kinematics up to date with the last physics step, so that the observation and the next goal see the present;
   * robosuite's live observations lag by these 2 ms, its data sets' do not.
   */
  updateKinematics(): void {
    const { mujoco, model, data } = this.simulation;
    mujoco.mj_kinematics(model, data);
  }

  isSuccess(): boolean {
    return this.task.isSuccess(this.simulation, this.grippers());
  }

  /** What is seen now, `[observationSize]`; kinematics must be up to date. */
  observe(): Float64Array {
    const observation: number[] = [];
    const grippers = this.grippers();
    this.arms.forEach((arm, index) => {
      const { position, quaternion } = grippers[index];
      observation.push(...Array.from(position), ...quaternion, ...arm.fingerPositions());
    });
    observation.push(...this.task.observe(this.simulation, grippers));
    return Float64Array.from(observation);
  }

  private grippers(): Gripper[] {
    return this.arms.map((arm) => ({ position: arm.gripPosition(), quaternion: arm.handQuaternion() }));
  }

  private checkAction(action: ArrayLike<number>): void {
    if (action.length !== this.actionSize) {
      throw new RangeError(`action: expected ${this.actionSize} numbers, received ${action.length}`);
    }
    for (let i = 0; i < action.length; i++) {
      if (!Number.isFinite(action[i])) {
        throw new RangeError(`action[${i}]: expected a finite number, received ${action[i]}`);
      }
    }
  }

  poses(): Float32Array {
    return this.simulation.poses();
  }

  contacts(): Float32Array {
    return this.simulation.contacts();
  }

  dispose(): void {
    for (const arm of this.arms) arm.dispose();
    this.simulation.dispose();
  }
}
