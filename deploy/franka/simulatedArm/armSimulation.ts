/**
 * @file One of the lab's scenes with a Panda, at any control rate, one physics step at a time.
 *
 * An environment of the lab plays a whole control step at once; a real arm moves between two looks at it. So this takes
 * the lab's own arm, task and simulation out of the environment and advances them in its order: at the lab's rate and
 * with commands that come in time, it is that environment bit for bit (`armSimulation.test.ts`).
 */
import type { Environment } from '../../../src/core/physics/environment.ts';
import { FiniteEnvironment } from '../../../src/core/physics/finiteEnvironment.ts';
import type { Mujoco } from '../../../src/core/physics/mujoco.ts';
import type { Simulation } from '../../../src/core/physics/simulation.ts';
import { ManipulationEnvironment } from '../../../src/core/scenes/robomimic/manipulation.ts';
import { armPrefix } from '../../../src/core/scenes/robomimic/oneArm.ts';
import { pandaJoints } from '../../../src/core/scenes/robomimic/panda.ts';
import { observationSize, type Scene, simulatorUnits } from '../../../src/core/scenes/scene.ts';

/** What is to be known of the arm at one moment. */
export interface ArmSnapshot {
  /** Raw units, `[size]` */
  readonly observation: Float64Array;
  /** rad, `[7]` */
  readonly joints: number[];
  /** qpos, `[nq]` */
  readonly state: number[];
  readonly success: boolean;
}

export class ArmSimulation {
  readonly observationSize: number;
  readonly actionSize: number;
  /** Physics steps in one control step */
  readonly substeps: number;
  /** Seconds */
  readonly timestep: number;
  private readonly environment: ManipulationEnvironment;
  private readonly simulation: Simulation;
  /** Raw action of each number that means one of its unit */
  private readonly units: readonly number[];
  private readonly firstJoint: number;
  private readonly lastAction: Float64Array;

  /**
   * @param rateHz control steps a second; the physics timestep stays as near to the scene's own as whole substeps allow
   * @throws RangeError where the scene is not one with a single Panda, or the rate is out of range
   */
  constructor(mujoco: Mujoco, scene: Scene, rateHz: number) {
    if (!(rateHz >= 1 && rateHz <= 500)) {
      throw new RangeError(`rate: expected 1 to 500 control steps a second, received ${rateHz}`);
    }
    const environment = unguarded(scene.create(mujoco));
    if (!(environment instanceof ManipulationEnvironment) || scene.arms?.length !== 1) {
      environment.dispose();
      throw new RangeError(`scene: expected one with a single Panda, such as lift, received ${scene.id}`);
    }
    this.environment = environment;
    this.simulation = environment.simulation;
    this.observationSize = observationSize(scene);
    this.actionSize = scene.actionSize;
    this.units = simulatorUnits(scene.action);
    this.substeps = Math.max(1, Math.round(1 / (rateHz * scene.physicsTimestep)));
    this.timestep = 1 / (rateHz * this.substeps);
    this.lastAction = new Float64Array(this.actionSize);
    const { model } = this.simulation;
    model.opt.timestep = this.timestep;
    this.firstJoint = model.jnt_qposadr[this.simulation.id('joint', `${armPrefix}joint1`)];
  }

  reset(seed: number): void {
    this.environment.reset(seed);
    this.lastAction.fill(0);
  }

  /**
   * Sets the goal relative to where the gripper is now.
   * @param action physical units, `[actionSize]`
   * @throws RangeError where it has the wrong length or is not finite
   */
  command(action: ArrayLike<number>): void {
    const raw = Float64Array.from(action, (value, i) => value / this.units[i]);
    this.environment.updateKinematics();
    this.environment.command(raw);
    this.lastAction.set(raw);
  }

  /** Stays where it is now; the gripper goes on with what it was last told. */
  hold(): void {
    const held = new Float64Array(this.actionSize);
    held[this.actionSize - 1] = this.lastAction[this.actionSize - 1];
    this.environment.updateKinematics();
    this.environment.command(held);
  }

  /** One physics step. */
  advance(): void {
    this.environment.substep();
  }

  /** @throws Error where the simulation left the finite numbers */
  snapshot(): ArmSnapshot {
    this.environment.updateKinematics();
    const { data } = this.simulation;
    const observation = this.environment.observe();
    const state = Array.from(data.qpos as Float64Array);
    if (!observation.every(Number.isFinite) || !state.every(Number.isFinite)) {
      throw new Error('the simulation left the finite numbers; the simulated arm ends');
    }
    return {
      observation,
      joints: state.slice(this.firstJoint, this.firstJoint + pandaJoints),
      state,
      success: this.environment.isSuccess(),
    };
  }

  dispose(): void {
    this.environment.dispose();
  }
}

/** The environment behind the registry's guard, which would end an episode where this must stop the arm. */
function unguarded(environment: Environment): Environment {
  return environment instanceof FiniteEnvironment ? environment.inner : environment;
}
