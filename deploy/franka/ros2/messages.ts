/** @file The ROS messages that are read and written, checked as they arrive: what does not fit is refused, not guessed. */
import * as v from 'valibot';
import { normalise, type Pose } from './rotations.ts';

// rosbridge writes NaN and infinity, which JSON has not, as null: that is refused here too.
const finite = v.pipe(v.number(), v.finite());
const whole = v.pipe(v.number(), v.integer());
/** ROS 2 says sec and nanosec, ROS 1 secs and nsecs. */
const stamp = v.union([
  v.pipe(
    v.object({ sec: whole, nanosec: whole }),
    v.transform(({ sec, nanosec }) => sec * 1000 + nanosec / 1e6),
  ),
  v.pipe(
    v.object({ secs: whole, nsecs: whole }),
    v.transform(({ secs, nsecs }) => secs * 1000 + nsecs / 1e6),
  ),
]);
const header = v.object({ stamp });

const poseStamped = v.object({
  header,
  pose: v.object({
    position: v.object({ x: finite, y: finite, z: finite }),
    orientation: v.object({ x: finite, y: finite, z: finite, w: finite }),
  }),
});

const jointState = v.object({
  header,
  name: v.pipe(v.array(v.string()), v.maxLength(1000)),
  position: v.pipe(v.array(finite), v.maxLength(1000)),
});

/** @template Value what was in the message */
export interface Stamped<Value> {
  readonly value: Value;
  /** The header's own time, ms since the epoch of the robot's clock */
  readonly stamp: number;
}

/** @throws Error where the message is not one, or holds a number that is not finite */
export function readPoseStamped(message: unknown): Stamped<Pose> {
  const { header: head, pose } = v.parse(poseStamped, message);
  const { position: p, orientation: o } = pose;
  return {
    value: { position: [p.x, p.y, p.z], orientation: normalise([o.x, o.y, o.z, o.w]) },
    stamp: head.stamp,
  };
}

/**
 * @param names of the joints that are wanted, in order
 * @returns their positions; null where the message is of other joints
 * @throws Error where the message is not one, or holds a number that is not finite
 */
export function readJointState(message: unknown, names: readonly string[]): Stamped<number[]> | null {
  const { header: head, name, position } = v.parse(jointState, message);
  const places = names.map((each) => name.indexOf(each));
  if (places.some((place) => place < 0)) return null;
  return { value: places.map((place) => v.parse(finite, position[place])), stamp: head.stamp };
}

/** @param timeMs since the epoch */
export function poseStampedMessage({ position, orientation }: Pose, frame: string, timeMs: number) {
  const [[x, y, z], [qx, qy, qz, qw]] = [position, orientation];
  const sec = Math.floor(timeMs / 1000);
  return {
    header: { stamp: { sec, nanosec: Math.floor((timeMs - sec * 1000) * 1e6) }, frame_id: frame },
    pose: { position: { x, y, z }, orientation: { x: qx, y: qy, z: qz, w: qw } },
  };
}
