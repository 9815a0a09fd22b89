/** @file What scripted demonstrators share: how they look at the hand, and how they turn an error into an action. */

/** How an episode's expert carries things: drawn once, and kept. */
export interface CarryingTemper {
  /** Largest action on the way to the object, and when carrying it */
  readonly speed: number;
  readonly carrySpeed: number;
  /** Height of the object over what stands in the way, m */
  readonly height: number;
  /** How far to the left of the straight way, m */
  readonly arc: number;
  readonly carryArc: number;
  /** Control steps before the first move */
  readonly pause: number;
}

/** Action per metre and per radian of error; near critical damping together with the arm's controller. */
export const positionGain = 1.4 / 0.05;
export const turnGain = 1.3 / 0.5;

export interface Hand {
  /** Opening of one finger, m */
  readonly finger: number;
  /** Direction in which the fingers slide, about the vertical, rad in (−π, π] */
  readonly fingers: number;
  /** Turn about x and y that points the hand straight down, rad */
  readonly tilt: readonly [number, number];
}

/** @param observation of a scene with one arm: grip position 3, hand quaternion xyzw 4, fingers 2 */
export function readHand(observation: ArrayLike<number>): Hand {
  const [x, y, z, w] = [3, 4, 5, 6].map((i) => observation[i]);
  return {
    finger: (observation[7] - observation[8]) / 2,
    // The fingers slide along the hand's y axis; the hand's z axis points out of it.
    fingers: Math.atan2(1 - 2 * (x ** 2 + z ** 2), 2 * (x * y - w * z)),
    tilt: [-2 * (y * z - w * x), 2 * (x * z + w * y)],
  };
}

/**
 * How far the hand is turned about the vertical from where it begins, rad in (−2.34, 3.94).
 * The wrist's range is shorter than a full turn, so this is one to one wherever it can be.
 */
export function heading({ fingers }: Hand): number {
  const turned = fingers + Math.PI / 2;
  return turned + 2 * Math.PI * Math.ceil((-2.34 - turned) / (2 * Math.PI));
}

/** Yaw of an object, rad. @param observation holds its quaternion xyzw from `start` */
export function yawOf(observation: ArrayLike<number>, start: number): number {
  const [x, y, z, w] = [0, 1, 2, 3].map((i) => observation[start + i]);
  return Math.atan2(2 * (w * z + x * y), 1 - 2 * (y ** 2 + z ** 2));
}

/** 0 at `from`, 1 at `to` and beyond, smooth in between. */
export function ramp(value: number, from: number, to: number): number {
  const share = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return share * share * (3 - 2 * share);
}

/**
 * Translation towards a goal, sideways and upwards each limited by itself.
 * @param error `[3]`, m @param largest action sideways and upwards
 */
export function moveBy([x, y, z]: readonly number[], sideways: number, upwards: number): number[] {
  return [...limit([x, y], positionGain, sideways), ...limit([z], positionGain, upwards)];
}

/** Proportional action whose length levels off at `largest`, direction kept. */
export function limit(error: readonly number[], gain: number, largest: number): number[] {
  const length = gain * Math.hypot(...error);
  const scale = largest === 0 ? 0 : length === 0 ? gain : (gain * largest * Math.tanh(length / largest)) / length;
  return error.map((value) => value * scale);
}
