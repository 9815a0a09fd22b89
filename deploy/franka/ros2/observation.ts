/** @file What the policy sees, put together from what the robot tells. */
import type { Manifest } from '../../../src/core/export/manifest.ts';
import type { Vector3 } from '../robot.ts';
import type { ObservationSource, RosConfiguration } from './configuration.ts';
import { add, compose, inverse, multiply, type Pose, rotate } from './rotations.ts';

/** What the robot last told, in the arm's base frame. */
export interface RobotReading {
  readonly endEffector: Pose;
  /** m, `[2]` */
  readonly fingers: readonly number[];
  readonly objects: Readonly<Record<string, Pose>>;
}

interface Part {
  readonly key: string;
  readonly source: ObservationSource;
  /** Middle of the range that the policy was trained on: q and −q are one rotation, and it knows the one nearer to it */
  readonly middle: readonly number[];
}

const sizes = {
  'grip position': 3,
  'hand quaternion': 4,
  'finger positions': 2,
  position: 3,
  quaternion: 4,
  'from object to grip': 3,
  'position in hand': 3,
  'quaternion in hand': 4,
} as const;

export class ObservationMapping {
  private readonly parts: readonly Part[];
  private readonly base: Pose;
  private readonly gripPoint: Vector3;
  /** Objects that the policy sees */
  readonly objects: readonly string[];

  /** @throws Error where a part of the manifest's observation comes from nowhere, or has another size */
  constructor(manifest: Pick<Manifest, 'observation' | 'arms'>, configuration: RosConfiguration) {
    const { parts, low, high } = manifest.observation;
    this.parts = parts.map(({ key, size, offset, quaternion }) => {
      const source = configuration.observation[key];
      if (!source) throw new Error(`the ROS configuration: observation.${key} is missing, and the policy sees it`);
      const kind = typeof source === 'string' ? source : source.value;
      if (sizes[kind] !== size) {
        throw new Error(
          `the ROS configuration: observation.${key}: ${kind} has ${sizes[kind]} numbers, the policy takes ${size}`,
        );
      }
      if (size === 4 && quaternion !== 'xyzw') {
        throw new Error(`manifest.json: observation.${key}: its quaternion is not xyzw, which this runner gives`);
      }
      const middle = Array.from({ length: size }, (_, i) => (low[offset + i] + high[offset + i]) / 2);
      return { key, source, middle };
    });
    const [arm] = manifest.arms;
    if (manifest.arms.length !== 1)
      throw new Error(`manifest.json: ${manifest.arms.length} arms, this runner drives one`);
    const [w, x, y, z] = arm.quaternion;
    this.base = { position: arm.position, orientation: [x, y, z, w] };
    this.gripPoint = configuration.gripPoint;
    this.objects = this.parts.flatMap(({ source }) => (typeof source === 'object' ? [source.object] : []));
  }

  /** The point between the fingertips with the hand's axes, world frame. */
  gripPose({ endEffector }: Pick<RobotReading, 'endEffector'>): Pose {
    const grip = compose(endEffector, { position: this.gripPoint, orientation: [0, 0, 0, 1] });
    return compose(this.base, grip);
  }

  /** Inverse of `gripPose`: the end effector's pose in the base frame at which the grip point is there. */
  endEffectorPose(grip: Pose): Pose {
    const back = inverse(this.base.orientation);
    const [bx, by, bz] = this.base.position;
    const orientation = multiply(back, grip.orientation);
    const position = rotate(back, add(grip.position, [-bx, -by, -bz]));
    const [gx, gy, gz] = rotate(orientation, this.gripPoint);
    return { position: add(position, [-gx, -gy, -gz]), orientation };
  }

  /** @returns in the manifest's order, `[size]` */
  observe(reading: RobotReading): Float64Array {
    const grip = this.gripPose(reading);
    return Float64Array.from(
      this.parts.flatMap(({ source, middle }) => {
        const values = this.read(source, grip, reading);
        return values.length === 4 ? nearest(values, middle) : values;
      }),
    );
  }

  private read(source: ObservationSource, grip: Pose, reading: RobotReading): readonly number[] {
    if (source === 'grip position') return grip.position;
    if (source === 'hand quaternion') return grip.orientation;
    if (source === 'finger positions') return reading.fingers;
    const object = compose(this.base, reading.objects[source.object]);
    const [x, y, z] = object.position;
    const hand = inverse(grip.orientation);
    switch (source.value) {
      case 'position':
        return object.position;
      case 'quaternion':
        return object.orientation;
      case 'from object to grip':
        return add(grip.position, [-x, -y, -z]);
      case 'position in hand': {
        const [gx, gy, gz] = grip.position;
        return rotate(hand, add(object.position, [-gx, -gy, -gz]));
      }
      case 'quaternion in hand':
        return multiply(hand, object.orientation);
    }
  }
}

function nearest(quaternion: readonly number[], middle: readonly number[]): readonly number[] {
  const along = quaternion.reduce((sum, value, i) => sum + value * middle[i], 0);
  return along < 0 ? quaternion.map((value) => -value) : quaternion;
}
