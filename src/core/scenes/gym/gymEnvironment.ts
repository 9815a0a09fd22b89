/**
 * @file What Gymnasium's MuJoCo locomotion tasks share: seeded reset noise, stepping, the healthy rule, the time limit.
 *
 * A task says how its model is measured and what it costs to act; the rest is here. Rewards follow the v5 rules: there
 * is no healthy reward on the step that terminates.
 * @see Gymnasium, gymnasium/envs/mujoco/mujoco_env.py
 */
import type { MjData } from '@mujoco/mujoco';
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
}

export interface GymTask {
  readonly observationSize: number;
  readonly actionSize: number;
  /** Seconds */
  readonly physicsTimestep: number;
  readonly substeps: number;
  /** Control steps */
  readonly horizon: number;
  /** Reward per metre a second forward */
  readonly forwardWeight: number;
  /** Reward of a step that ends healthy */
  readonly healthyReward: number;
  /** Adds the reference's reset noise, times `factor`, to the nominal state. */
  perturb(qpos: Float64Array, qvel: Float64Array, random: Random, factor: number): void;
  /** Reads each view of `data` once: a read costs about half a microsecond, and views die when the heap grows. */
  measure(data: MjData): GymMeasurement;
  /** What a step with this action costs; `action` is raw, before MuJoCo clamps it. */
  cost(action: ArrayLike<number>, data: MjData): number;
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
    this.forwardPosition = task.measure(simulation.data).forwardPosition;
  }

  reset(seed: number): Float64Array {
    const { simulation, task } = this;
    simulation.resetState();
    task.perturb(simulation.data.qpos, simulation.data.qvel, new Random(seed), this.resetNoise);
    simulation.forward();
    const { observation, forwardPosition } = task.measure(simulation.data);
    this.forwardPosition = forwardPosition;
    this.steps = 0;
    return observation;
  }

  step(action: ArrayLike<number>): Transition {
    const { simulation, task } = this;
    this.writeControl(action);
    simulation.advance(task.substeps);
    const { observation, forwardPosition, isHealthy } = task.measure(simulation.data);
    const velocity = (forwardPosition - this.forwardPosition) / this.secondsPerStep;
    this.forwardPosition = forwardPosition;
    this.steps++;
    const reward =
      task.forwardWeight * velocity + (isHealthy ? task.healthyReward : 0) - task.cost(action, simulation.data);
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
