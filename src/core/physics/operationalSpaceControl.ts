/**
 * @file Operational space control of a gripper's pose (Khatib 1987), as robosuite v1.2's OSC_POSE does it.
 *
 * The goal is set once per action, from the pose at that moment; torques are computed at every physics step:
 *
 *   F = kp·(p* − p) − kd·v              force that pulls the site to the goal
 *   T = kp·e_R − kd·ω                   and the torque that turns it, e_R = ½ Σ rᵢ × r*ᵢ
 *   τ = Jpᵀ·Λp·F + Jrᵀ·Λr·T             Λp = (Jp·M⁻¹·Jpᵀ)⁻¹, Λr = (Jr·M⁻¹·Jrᵀ)⁻¹: position and rotation uncoupled
 *     + qfrc_bias                       gravity and Coriolis
 *     + Nᵀ·M·a₀                         a₀ = 10·(q₀ − q) − 2√10·q̇ pulls the elbow back without moving the hand
 *
 * With N = I − M⁻¹·Jᵀ·Λ·J, the last term is M·a₀ − Jᵀ·Λ·(J·a₀), which needs no matrix product. Everything the 500 Hz
 * loop writes is allocated once, here.
 */
import type { DoubleBuffer } from '@mujoco/mujoco';
import { choleskyFactor, choleskySubstitute } from './cholesky.ts';
import { multiplyRotations, rotationError, rotationFromVector } from './rotation.ts';
import type { Simulation } from './simulation.ts';

const stiffness = 150;
const damping = 2 * Math.sqrt(stiffness);
const postureStiffness = 10;
const postureDamping = 2 * Math.sqrt(postureStiffness);

export interface ControlledArm {
  /** The site that is moved */
  readonly site: string;
  /** Name of the first joint; the others follow it in the model without a gap. All have one degree of freedom. */
  readonly firstJoint: string;
  /** Name of the first motor; the others follow likewise. */
  readonly firstActuator: string;
  /** Largest torque of each joint, N·m, `[joints]` */
  readonly torqueLimits: readonly number[];
}

/** MuJoCo's arrays, read anew for each action, as they die when the heap grows. */
interface Views {
  readonly positions: Float64Array;
  readonly velocities: Float64Array;
  readonly bias: Float64Array;
  readonly controls: Float64Array;
  readonly sitePositions: Float64Array;
  readonly siteRotations: Float64Array;
  readonly massMatrix: Float64Array;
  readonly linearJacobian: Float64Array;
  readonly angularJacobian: Float64Array;
}

export class OperationalSpaceController {
  private readonly joints: number;
  private readonly dofs: number;
  private readonly site: number;
  private readonly firstPosition: number;
  private readonly firstDof: number;
  private readonly firstActuator: number;
  private readonly torqueLimits: readonly number[];

  private readonly buffers: Record<'massMatrix' | 'linearJacobian' | 'angularJacobian', DoubleBuffer>;
  private views: Views | null = null;

  private readonly goalPosition = new Float64Array(3);
  private readonly goalRotation = new Float64Array(9);
  private readonly restAngles: Float64Array;

  /** J, `[6, joints]`: rows 0–2 move the site, rows 3–5 turn it */
  private readonly jacobian: Float64Array;
  /** M, `[joints, joints]` */
  private readonly mass: Float64Array;
  private readonly massFactor: Float64Array;
  /** M⁻¹·Jᵀ, transposed: `[6, joints]` */
  private readonly response: Float64Array;
  /** J·M⁻¹·Jᵀ, `[6, 6]` */
  private readonly mobility = new Float64Array(36);
  private readonly block = new Float64Array(36);
  /** Six numbers: first the wanted acceleration of the site, then the wrench that gives it */
  private readonly wrench = new Float64Array(6);
  private readonly postureWrench = new Float64Array(6);
  private readonly posture: Float64Array;

  constructor(
    private readonly simulation: Simulation,
    arm: ControlledArm,
  ) {
    const { model, mujoco } = simulation;
    const joint = simulation.id('joint', arm.firstJoint);
    this.joints = arm.torqueLimits.length;
    this.dofs = model.nv;
    this.site = simulation.id('site', arm.site);
    this.firstPosition = model.jnt_qposadr[joint];
    this.firstDof = model.jnt_dofadr[joint];
    this.firstActuator = simulation.id('actuator', arm.firstActuator);
    this.torqueLimits = arm.torqueLimits;
    this.buffers = {
      massMatrix: new mujoco.DoubleBuffer(this.dofs * this.dofs),
      linearJacobian: new mujoco.DoubleBuffer(3 * this.dofs),
      angularJacobian: new mujoco.DoubleBuffer(3 * this.dofs),
    };
    this.restAngles = new Float64Array(this.joints);
    this.jacobian = new Float64Array(6 * this.joints);
    this.mass = new Float64Array(this.joints * this.joints);
    this.massFactor = new Float64Array(this.joints * this.joints);
    this.response = new Float64Array(6 * this.joints);
    this.posture = new Float64Array(this.joints);
  }

  /** Takes the present angles as the posture to keep, and the present pose as the goal. Kinematics must be up to date. */
  reset(): void {
    const { positions, sitePositions, siteRotations } = this.readViews();
    this.restAngles.set(positions.subarray(this.firstPosition, this.firstPosition + this.joints));
    this.goalPosition.set(sitePositions.subarray(this.site * 3, this.site * 3 + 3));
    this.goalRotation.set(siteRotations.subarray(this.site * 9, this.site * 9 + 9));
  }

  /**
   * Sets the goal relative to the present pose, in the world frame. Kinematics must be up to date.
   * A turn of exactly zero keeps the old goal rotation, so that a policy that never turns does not drift.
   *
   * @param translation metres, `[3]`
   * @param turn axis times angle, rad, `[3]`
   */
  setGoal(translation: ArrayLike<number>, turn: ArrayLike<number>): void {
    const { sitePositions, siteRotations } = this.readViews();
    for (let i = 0; i < 3; i++) this.goalPosition[i] = sitePositions[this.site * 3 + i] + translation[i];
    if (turn[0] === 0 && turn[1] === 0 && turn[2] === 0) return;
    const rotation = siteRotations.subarray(this.site * 9, this.site * 9 + 9);
    multiplyRotations(rotationFromVector(turn), rotation, this.goalRotation);
  }

  /** Writes the motors' torques into `data.ctrl`. Positions and velocities must be up to date (after `mj_step1`). */
  applyTorques(): void {
    const views = this.views?.positions.length ? this.views : this.readViews();
    this.readDynamics(views);
    this.computeMobility();
    this.computeWrench(views);
    this.computePosture(views);
    for (let joint = 0; joint < this.joints; joint++) {
      let torque = views.bias[this.firstDof + joint];
      for (let i = 0; i < this.joints; i++) torque += this.mass[joint * this.joints + i] * this.posture[i];
      for (let row = 0; row < 6; row++) {
        torque += this.jacobian[row * this.joints + joint] * (this.wrench[row] - this.postureWrench[row]);
      }
      const limit = this.torqueLimits[joint];
      views.controls[this.firstActuator + joint] = Math.min(limit, Math.max(-limit, torque));
    }
  }

  /** J and M of the arm's own joints. */
  private readDynamics(views: Views): void {
    const { mujoco, model, data } = this.simulation;
    const { linearJacobian, angularJacobian, massMatrix } = this.buffers;
    mujoco.mj_jacSite(model, data, linearJacobian, angularJacobian, this.site);
    mujoco.mj_fullM(model, data, massMatrix);
    const { joints, dofs, firstDof } = this;
    for (let row = 0; row < 3; row++) {
      for (let joint = 0; joint < joints; joint++) {
        const source = row * dofs + firstDof + joint;
        this.jacobian[row * joints + joint] = views.linearJacobian[source];
        this.jacobian[(row + 3) * joints + joint] = views.angularJacobian[source];
      }
    }
    for (let row = 0; row < joints; row++) {
      for (let column = 0; column < joints; column++) {
        this.mass[row * joints + column] = views.massMatrix[(firstDof + row) * dofs + firstDof + column];
      }
    }
  }

  /** J·M⁻¹·Jᵀ */
  private computeMobility(): void {
    const { joints, jacobian, response, mobility } = this;
    this.massFactor.set(this.mass);
    response.set(jacobian);
    choleskyFactor(this.massFactor, joints);
    for (let row = 0; row < 6; row++) choleskySubstitute(this.massFactor, response, joints, row * joints);
    for (let row = 0; row < 6; row++) {
      for (let column = 0; column <= row; column++) {
        let sum = 0;
        for (let i = 0; i < joints; i++) sum += jacobian[row * joints + i] * response[column * joints + i];
        mobility[row * 6 + column] = sum;
        mobility[column * 6 + row] = sum;
      }
    }
  }

  /** Λp·F and Λr·T: the wrench that pulls the site towards its goal. */
  private computeWrench(views: Views): void {
    const { joints, jacobian, wrench, goalPosition, goalRotation, site } = this;
    for (let i = 0; i < 3; i++) wrench[i] = goalPosition[i] - views.sitePositions[site * 3 + i];
    rotationError(views.siteRotations, site * 9, goalRotation, wrench, 3);
    for (let row = 0; row < 6; row++) {
      let velocity = 0;
      for (let i = 0; i < joints; i++) velocity += jacobian[row * joints + i] * views.velocities[this.firstDof + i];
      wrench[row] = stiffness * wrench[row] - damping * velocity;
    }
    for (const first of [0, 3]) {
      for (let row = 0; row < 3; row++) {
        for (let column = 0; column < 3; column++) {
          this.block[row * 3 + column] = this.mobility[(first + row) * 6 + first + column];
        }
      }
      choleskyFactor(this.block, 3);
      choleskySubstitute(this.block, wrench, 3, first);
    }
  }

  /** a₀, and Λ·(J·a₀): the part of it that would move the hand, to be taken away. */
  private computePosture(views: Views): void {
    const { joints, jacobian, posture, postureWrench, restAngles } = this;
    for (let i = 0; i < joints; i++) {
      const offset = restAngles[i] - views.positions[this.firstPosition + i];
      posture[i] = postureStiffness * offset - postureDamping * views.velocities[this.firstDof + i];
    }
    for (let row = 0; row < 6; row++) {
      postureWrench[row] = 0;
      for (let i = 0; i < joints; i++) postureWrench[row] += jacobian[row * joints + i] * posture[i];
    }
    this.block.set(this.mobility);
    choleskyFactor(this.block, 6);
    choleskySubstitute(this.block, postureWrench, 6);
  }

  private readViews(): Views {
    const { data } = this.simulation;
    const { massMatrix, linearJacobian, angularJacobian } = this.buffers;
    this.views = {
      positions: data.qpos,
      velocities: data.qvel,
      bias: data.qfrc_bias,
      controls: data.ctrl,
      sitePositions: data.site_xpos,
      siteRotations: data.site_xmat,
      massMatrix: massMatrix.GetView(),
      linearJacobian: linearJacobian.GetView(),
      angularJacobian: angularJacobian.GetView(),
    };
    return this.views;
  }

  dispose(): void {
    for (const buffer of Object.values(this.buffers)) buffer.delete();
  }
}
