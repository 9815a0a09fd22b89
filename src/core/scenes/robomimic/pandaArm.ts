/** @file One Panda in a running simulation: takes actions, drives motors and fingers, and says where the gripper is. */
import { OperationalSpaceController } from '../../physics/operationalSpaceControl.ts';
import type { Simulation } from '../../physics/simulation.ts';
import type { Random } from '../../random/random.ts';
import { pandaInitialAngles, pandaInitialFingers, pandaInitialNoise, pandaJoints, pandaTorqueLimits } from './panda.ts';

/** Numbers of one arm's action: translation 3, turn 3, gripper 1; each in [−1, 1] */
export const armActionSize = 7;

/** Numbers of one arm's observation: grip position 3, hand quaternion 4, fingers 2 */
export const armObservationSize = 9;

/** What the largest action means: metres and radians from the present pose. */
export const translationScale = 0.05;
export const turnScale = 0.5;

/** How far the gripper's command moves towards open or closed in one physics step; it spans [−1, 1]. */
const gripperSpeed = 0.01;

/** Half of a finger's travel, m */
const fingerHalfTravel = 0.02;

export class PandaArm {
  private readonly controller: OperationalSpaceController;
  private readonly firstPosition: number;
  private readonly firstFinger: number;
  private readonly fingerActuator: number;
  private readonly site: number;
  private readonly hand: number;
  private readonly translation = new Float64Array(3);
  private readonly turn = new Float64Array(3);
  /** −1 closes and +1 opens at this action, 0 holds */
  private gripperDirection = 0;
  /** 1 is fully open, −1 closed */
  private gripperCommand = 0;

  constructor(
    private readonly simulation: Simulation,
    prefix: string,
  ) {
    const { model } = simulation;
    this.controller = new OperationalSpaceController(simulation, {
      site: `${prefix}grip_site`,
      firstJoint: `${prefix}joint1`,
      firstActuator: `${prefix}torque1`,
      torqueLimits: pandaTorqueLimits,
    });
    this.firstPosition = model.jnt_qposadr[simulation.id('joint', `${prefix}joint1`)];
    this.firstFinger = model.jnt_qposadr[simulation.id('joint', `${prefix}finger_joint1`)];
    this.fingerActuator = simulation.id('actuator', `${prefix}finger_joint1`);
    this.site = simulation.id('site', `${prefix}grip_site`);
    this.hand = simulation.id('body', `${prefix}right_hand`);
  }

  /** Writes the initial angles. The caller then brings kinematics up to date and calls `startControl`. */
  place(random: Random, noise: number): void {
    const positions = this.simulation.data.qpos as Float64Array;
    for (let joint = 0; joint < pandaJoints; joint++) {
      const offset = noise * pandaInitialNoise * random.normal();
      positions[this.firstPosition + joint] = pandaInitialAngles[joint] + offset;
    }
    positions.set(pandaInitialFingers, this.firstFinger);
  }

  /** Begins an episode at the present pose. */
  startControl(): void {
    this.gripperCommand = 0;
    this.gripperDirection = 0;
    this.controller.reset();
  }

  /**
   * Sets the goal of this action; kinematics must be up to date.
   * @param action `[7]` from `offset`, clipped to [−1, 1] as robosuite does
   */
  command(action: ArrayLike<number>, offset = 0): void {
    for (let i = 0; i < 3; i++) {
      this.translation[i] = translationScale * clip(action[offset + i]);
      this.turn[i] = turnScale * clip(action[offset + 3 + i]);
    }
    this.controller.setGoal(this.translation, this.turn);
    // Only the sign counts: +1 closes.
    this.gripperDirection = -Math.sign(action[offset + 6]);
  }

  /** Writes this physics step's torques and finger targets; positions and velocities must be up to date. */
  control(controls: Float64Array): void {
    this.controller.applyTorques();
    this.gripperCommand = clip(this.gripperCommand + gripperSpeed * this.gripperDirection);
    const target = fingerHalfTravel * (1 + this.gripperCommand);
    controls[this.fingerActuator] = target;
    controls[this.fingerActuator + 1] = -target;
  }

  /** Position of the point between the fingertips, metres, `[3]`. */
  gripPosition(): Float64Array {
    return (this.simulation.data.site_xpos as Float64Array).slice(this.site * 3, this.site * 3 + 3);
  }

  /** Rotation of the hand's body, not of the site: robosuite's choice, xyzw, `[4]`. */
  handQuaternion(): number[] {
    const [w, x, y, z] = (this.simulation.data.xquat as Float64Array).subarray(this.hand * 4, this.hand * 4 + 4);
    return [x, y, z, w];
  }

  /** Positions of the two fingers, metres, `[2]`: the first ≥ 0, the second ≤ 0. */
  fingerPositions(): Float64Array {
    return (this.simulation.data.qpos as Float64Array).slice(this.firstFinger, this.firstFinger + 2);
  }

  dispose(): void {
    this.controller.dispose();
  }
}

function clip(value: number): number {
  return Math.min(1, Math.max(-1, value));
}
