/** @file The one object of a pick and place task: where it begins, and how robosuite observes it. */
import type { Simulation } from '../../physics/simulation.ts';
import type { Quantity } from '../scene.ts';
import type { Gripper } from './manipulation.ts';

/** The object's part of an observation */
export const graspedObjectParts = [
  { key: 'object_pos', size: 3, unit: 'm', frame: 'world' },
  { key: 'object_quat', size: 4, unit: '1', frame: 'world', quaternion: 'xyzw' },
  { key: 'object_to_eef_pos', size: 3, unit: 'm', frame: 'right_hand' },
  { key: 'object_to_eef_quat', size: 4, unit: '1', frame: 'right_hand', quaternion: 'xyzw' },
] as const satisfies readonly Quantity[];
export const graspedObjectSize = 14;

/** robosuite wants the gripper this far from an object that was put down, m: where 1 − tanh(10·d) falls below 0.6. */
export const awayDistance = Math.atanh(0.4) / 10;

export class GraspedObject {
  private readonly body: number;
  private readonly firstPosition: number;

  /** @param name of the body and of its free joint */
  constructor(simulation: Simulation, name: string) {
    this.body = simulation.id('body', name);
    this.firstPosition = simulation.model.jnt_qposadr[simulation.id('joint', name)];
  }

  /** @param position m, `[3]` @param yaw rad */
  place({ data }: Simulation, position: ArrayLike<number>, yaw: number): void {
    const quaternion = [Math.cos(yaw / 2), 0, 0, Math.sin(yaw / 2)];
    (data.qpos as Float64Array).set([...Array.from(position), ...quaternion], this.firstPosition);
  }

  /** Metres, `[3]` */
  position({ data }: Simulation): Float64Array {
    return (data.xpos as Float64Array).slice(this.body * 3, this.body * 3 + 3);
  }

  /**
   * Position and quaternion in the world, then both as seen from the gripper, `[14]`; quaternions xyzw.
   *
   * The gripper's frame has its origin between the fingertips and the axes of the hand's body. robosuite reads the
   * second quaternion from a matrix, whose two quaternions differ in sign: it takes the one with w ≥ 0.
   */
  observe(simulation: Simulation, { position: grip, quaternion: hand }: Gripper): readonly number[] {
    const [x, y, z] = this.position(simulation);
    const [qw, qx, qy, qz] = (simulation.data.xquat as Float64Array).subarray(this.body * 4, this.body * 4 + 4);
    const object = [qx, qy, qz, qw];
    const inverse = [-hand[0], -hand[1], -hand[2], hand[3]];
    const relative = multiply(inverse, object);
    const sign = relative[3] < 0 ? -1 : 1;
    const offset = rotate(inverse, [x - grip[0], y - grip[1], z - grip[2]]);
    return [x, y, z, ...object, ...offset, ...relative.map((value) => sign * value)];
  }

  isAwayFrom(simulation: Simulation, { position: grip }: Gripper): boolean {
    const [x, y, z] = this.position(simulation);
    return Math.hypot(grip[0] - x, grip[1] - y, grip[2] - z) > awayDistance;
  }
}

type Numbers = readonly number[];

/** Hamilton product, xyzw. */
function multiply([ax, ay, az, aw]: Numbers, [bx, by, bz, bw]: Numbers): number[] {
  return [
    aw * bx + ax * bw + ay * bz - az * by,
    aw * by - ax * bz + ay * bw + az * bx,
    aw * bz + ax * by - ay * bx + az * bw,
    aw * bw - ax * bx - ay * by - az * bz,
  ];
}

/** A vector turned by a unit quaternion xyzw. */
function rotate(quaternion: Numbers, [x, y, z]: Numbers): number[] {
  const [qx, qy, qz, qw] = quaternion;
  return multiply(multiply(quaternion, [x, y, z, 0]), [-qx, -qy, -qz, qw]).slice(0, 3);
}
