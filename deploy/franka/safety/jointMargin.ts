/** @file Rule: no joint comes nearer to its limit than the margin. One that does stops the arm. */

export type JointLimits = readonly (readonly [low: number, high: number])[];

/** Franka's own limits of the seven joints, rad (frankarobotics.github.io/docs, "Robot and interface specifications") */
export const frankaJointLimits = {
  panda: [
    [-2.8973, 2.8973],
    [-1.7628, 1.7628],
    [-2.8973, 2.8973],
    [-3.0718, -0.0698],
    [-2.8973, 2.8973],
    [-0.0175, 3.7525],
    [-2.8973, 2.8973],
  ],
  fr3: [
    [-2.7437, 2.7437],
    [-1.7837, 1.7837],
    [-2.9007, 2.9007],
    [-3.0421, -0.1518],
    [-2.8065, 2.8065],
    [0.5445, 4.5169],
    [-3.0159, 3.0159],
  ],
} as const satisfies Readonly<Record<string, JointLimits>>;

export type FrankaArm = keyof typeof frankaJointLimits;

/**
 * @param joints rad, `[7]`
 * @returns what is wrong, in a sentence; null where all is well
 */
export function jointMarginProblem(joints: readonly number[], limits: JointLimits, margin: number): string | null {
  if (joints.length !== limits.length) return `${joints.length} joints were measured, expected ${limits.length}`;
  for (const [index, angle] of joints.entries()) {
    const [low, high] = limits[index];
    const room = Math.min(angle - low, high - angle);
    // Written so that a NaN is no room.
    if (!(room >= margin)) {
      return `joint ${index + 1} is at ${angle.toFixed(3)} rad, ${room.toFixed(3)} rad from its limit; the margin is ${margin} rad`;
    }
  }
  return null;
}
