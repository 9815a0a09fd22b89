/** @file Whether a worse representation matters: how far the action that one step draws is from that of many. */

/**
 * Root mean square difference over all numbers of the chunks, as they are played: each is clamped to the data's range
 * [−1, 1] first. 0 where one step does what many do; 2 where they are at opposite ends everywhere.
 *
 * @param one chunks drawn in 1 step, `[rows, Ta·Da]`, normalised action units
 * @param many chunks drawn in 32 steps from the same noise at the same observations, same shape
 * @throws RangeError where the shapes differ or there is nothing to compare
 */
export function actionGap(one: Float32Array, many: Float32Array): number {
  if (one.length !== many.length || one.length === 0) {
    throw new RangeError(`action gap: expected as many numbers of both, received ${one.length} and ${many.length}`);
  }
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += (played(one[i]) - played(many[i])) ** 2;
  return Math.sqrt(sum / one.length);
}

const played = (action: number) => Math.max(-1, Math.min(1, action));
