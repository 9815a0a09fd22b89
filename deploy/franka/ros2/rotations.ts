/** @file Quaternions xyzw, as ROS orders them, and poses: the little that frames and targets need. */
import type { Vector3 } from '../robot.ts';

/** x, y, z, w; length 1 */
export type Quaternion = readonly [number, number, number, number];

export interface Pose {
  /** m */
  readonly position: Vector3;
  readonly orientation: Quaternion;
}

/** Hamilton product: first b, then a. */
export function multiply([ax, ay, az, aw]: Quaternion, [bx, by, bz, bw]: Quaternion): Quaternion {
  return [
    aw * bx + ax * bw + ay * bz - az * by,
    aw * by - ax * bz + ay * bw + az * bx,
    aw * bz + ax * by - ay * bx + az * bw,
    aw * bw - ax * bx - ay * by - az * bz,
  ];
}

export function inverse([x, y, z, w]: Quaternion): Quaternion {
  return [-x, -y, -z, w];
}

export function rotate(quaternion: Quaternion, [x, y, z]: Vector3): Vector3 {
  const [rx, ry, rz] = multiply(multiply(quaternion, [x, y, z, 0]), inverse(quaternion));
  return [rx, ry, rz];
}

/** @param vector axis times angle, rad */
export function fromRotationVector([x, y, z]: Vector3): Quaternion {
  const angle = Math.hypot(x, y, z);
  // Half the sine of half the angle, over the angle: ½ where the angle vanishes.
  const factor = angle < 1e-9 ? 0.5 : Math.sin(angle / 2) / angle;
  return [x * factor, y * factor, z * factor, Math.cos(angle / 2)];
}

/** @throws RangeError where it is no rotation: not finite, or far from length 1 */
export function normalise(quaternion: Quaternion): Quaternion {
  const length = Math.hypot(...quaternion);
  if (!(Math.abs(length - 1) < 0.05)) throw new RangeError(`a quaternion has the length ${length}, expected 1`);
  return quaternion.map((value) => value / length) as unknown as Quaternion;
}

/** A pose that is given in `frame`, where `frame` itself is given in the outer one. */
export function compose(frame: Pose, { position, orientation }: Pose): Pose {
  return {
    position: add(frame.position, rotate(frame.orientation, position)),
    orientation: multiply(frame.orientation, orientation),
  };
}

export function invert({ position, orientation }: Pose): Pose {
  const back = inverse(orientation);
  const [x, y, z] = rotate(back, position);
  return { position: [-x, -y, -z], orientation: back };
}

export function add([ax, ay, az]: Vector3, [bx, by, bz]: Vector3): Vector3 {
  return [ax + bx, ay + by, az + bz];
}
