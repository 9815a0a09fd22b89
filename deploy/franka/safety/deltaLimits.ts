/** @file Rule: one action moves and turns no further than the limits. What is beyond them is clamped. */

/** The graph computes in float32: 0.05 comes out a hair above 0.05. That much is cut without a word. */
const float32Slack = 1e-6;

export interface Clamped {
  /** `[size]` */
  readonly values: readonly number[];
  /** Whether more than rounding was cut */
  readonly isCut: boolean;
}

/** @param limit largest amount of each number, either way */
export function clampDeltas(values: readonly number[], limit: number): Clamped {
  return {
    values: values.map((value) => Math.max(-limit, Math.min(limit, value))),
    isCut: values.some((value) => Math.abs(value) > limit + float32Slack),
  };
}
