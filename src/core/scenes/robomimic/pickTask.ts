/** @file What Can and Square share: one arm, one object, its 23 numbers of observation, and the frame of the scene. */
import type { EnvironmentOptions } from '../../physics/environment.ts';
import type { Mujoco } from '../../physics/mujoco.ts';
import type { Simulation } from '../../physics/simulation.ts';
import type { Random } from '../../random/random.ts';
import { GraspedObject, graspedObjectParts, graspedObjectSize } from './graspedObject.ts';
import { type Gripper, ManipulationEnvironment, type ManipulationTask } from './manipulation.ts';
import { armPrefix, oneArmFacts } from './oneArm.ts';

/** Where an object begins: metres and rad. */
export interface Placement {
  readonly position: readonly [number, number, number];
  readonly yaw: number;
}

export interface PickRules {
  /** Of the object's body and of its free joint */
  readonly object: string;
  /** @param noise factor on every random draw */
  place(random: Random, noise: number): Placement;
  /** Whether the object has arrived; that the gripper must be away from it is asked for besides. */
  isInPlace(position: readonly number[]): boolean;
}

export class PickTask implements ManipulationTask {
  readonly objectSize = graspedObjectSize;
  private readonly object: GraspedObject;

  constructor(
    simulation: Simulation,
    private readonly rules: PickRules,
  ) {
    this.object = new GraspedObject(simulation, rules.object);
  }

  /** Sizes are the same in every episode. */
  vary(): void {}

  place(simulation: Simulation, random: Random, noise: number): void {
    const { position, yaw } = this.rules.place(random, noise);
    this.object.place(simulation, position, yaw);
  }

  observe(simulation: Simulation, [gripper]: readonly Gripper[]): readonly number[] {
    return this.object.observe(simulation, gripper);
  }

  isSuccess(simulation: Simulation, [gripper]: readonly Gripper[]): boolean {
    const isInPlace = this.rules.isInPlace(Array.from(this.object.position(simulation)));
    return isInPlace && this.object.isAwayFrom(simulation, gripper);
  }
}

export interface PickParts {
  /** Of the arm's `link0` in the world, m */
  readonly base: readonly [number, number, number];
  /** Of the scene, with or without what is only drawn */
  readonly mjcf: (discardVisual: boolean) => string;
  readonly rules: PickRules;
}

/** The facts and methods that follow from a scene's parts. */
export function pickScene({ base, mjcf, rules }: PickParts) {
  const facts = oneArmFacts(base, graspedObjectParts);
  const { horizon } = facts;
  return {
    ...facts,
    mjcf: () => mjcf(false),
    create(mujoco: Mujoco, options?: EnvironmentOptions) {
      const task = (simulation: Simulation) => new PickTask(simulation, rules);
      return new ManipulationEnvironment(mujoco, { mjcf: mjcf(true), arms: [armPrefix], horizon, task }, options);
    },
  };
}
