/**
 * @file What Gymnasium's MuJoCo locomotion tasks share: seeded reset noise, stepping, the healthy rule, the time limit.
 *
 * A task says how its model is measured and what it costs to act; the rest is here.
 * @see Gymnasium, gymnasium/envs/mujoco/mujoco_env.py
 */
import type { Environment, EnvironmentOptions, Transition } from '../../physics/environment.ts';
import type { Simulation } from '../../physics/simulation.ts';
import { Random } from '../../random/random.ts';

/** What a task reads off the simulation after a control step. */
export interface GymMeasurement {
  /** `[observationSize]`, a fresh array */
  readonly observation: Float64Array;
  /** Where the robot is along x, metres: its rate of change is rewarded. */
  readonly forwardPosition: number;
  readonly isHealthy: boolean;
  /** What the forces on the robot cost; 0 where absent */
  readonly contactCost?: number;
}

export interface GymTask {
  readonly observationSize: number;
  readonly actionSize: number;
  /** Limits of a raw action, the same for each motor */
  readonly actionLimit: readonly [low: number, high: number];
  /** Seconds */
  readonly physicsTimestep: number;
  readonly substeps: number;
  /** Control steps */
  readonly horizon: number;
  /** Reward per metre a second forward */
  readonly forwardWeight: number;
  /** Reward of a step that ends healthy */
  readonly healthyReward: number;
  /** Pay the healthy reward for the step that ends in a fall too: what v2 to v4 did, and v5 no longer does. */
  readonly isFallPaid?: boolean;
  /** Cost of acting, times Σ aᵢ²; the action is raw, before MuJoCo clamps it */
  readonly controlCost: number;
  /** Compute the forces between bodies after each step, `data.cfrc_ext`, for what `measure` reads */
  readonly needsContactForces?: boolean;
  /** Adds the reference's reset noise, times `factor`, to the nominal state. */
  perturb(qpos: Float64Array, qvel: Float64Array, random: Random, factor: number): void;
  /** Reads each view of the data once: a read costs about half a microsecond, and views die when the heap grows. */
  measure(simulation: Simulation): GymMeasurement;
}

export class GymEnvironment implements Environment {
  readonly observationSize: number;
  readonly actionSize: number;
  private readonly secondsPerStep: number;
  private readonly resetNoise: number;
  private forwardPosition: number;
  private steps = 0;

  /** Takes over the simulation and begins at the nominal state; `dispose` frees it. */
  constructor(
    private readonly simulation: Simulation,
    private readonly task: GymTask,
    options: EnvironmentOptions = {},
  ) {
    this.observationSize = task.observationSize;
    this.actionSize = task.actionSize;
    this.secondsPerStep = task.physicsTimestep * task.substeps;
    this.resetNoise = options.resetNoise ?? 1;
    simulation.resetState();
    simulation.forward();
    this.forwardPosition = task.measure(simulation).forwardPosition;
  }

  reset(seed: number): Float64Array {
    const { simulation, task } = this;
    simulation.resetState();
    task.perturb(simulation.data.qpos, simulation.data.qvel, new Random(seed), this.resetNoise);
    simulation.forward();
    const { observation, forwardPosition } = task.measure(simulation);
    this.forwardPosition = forwardPosition;
    this.steps = 0;
    return observation;
  }

  step(action: ArrayLike<number>): Transition {
    const { simulation, task } = this;
    this.writeControl(action);
    simulation.advance(task.substeps);
    if (task.needsContactForces) simulation.mujoco.mj_rnePostConstraint(simulation.model, simulation.data);
    const { observation, forwardPosition, isHealthy, contactCost = 0 } = task.measure(simulation);
    const velocity = (forwardPosition - this.forwardPosition) / this.secondsPerStep;
    this.forwardPosition = forwardPosition;
    this.steps++;
    const healthyReward = isHealthy || task.isFallPaid ? task.healthyReward : 0;
    const cost = task.controlCost * sumOfSquares(action) + contactCost;
    const reward = task.forwardWeight * velocity + healthyReward - cost;
    const truncated = isHealthy && this.steps >= task.horizon;
    return { observation, reward, terminated: !isHealthy, truncated, success: false };
  }

  poses(): Float32Array {
    return this.simulation.poses();
  }

  contacts(): Float32Array {
    return this.simulation.contacts();
  }

  dispose(): void {
    this.simulation.dispose();
  }

  private writeControl(action: ArrayLike<number>): void {
    if (action.length !== this.actionSize) {
      throw new RangeError(`action: expected ${this.actionSize} numbers, received ${action.length}`);
    }
    const control = this.simulation.data.ctrl as Float64Array;
    for (let i = 0; i < action.length; i++) {
      if (!Number.isFinite(action[i]))
        throw new RangeError(`action[${i}]: expected a finite number, received ${action[i]}`);
      control[i] = action[i];
    }
  }
}

/** Adds a draw of U(±width) to each value. */
export function addUniformNoise(values: Float64Array, random: Random, width: number): void {
  for (let i = 0; i < values.length; i++) values[i] += random.uniform(-width, width);
}

/** Σ aᵢ² */
export function sumOfSquares(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return sum;
}

/** The value, held inside ±limit. */
export function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
