/** @file The one rule for a number of denoising steps K. */

/** @throws RangeError where steps is not a whole number ≥ 1 */
export function checkSteps(steps: number): void {
  if (!Number.isInteger(steps) || steps < 1) {
    throw new RangeError(`steps: expected a whole number of at least 1, received ${steps}`);
  }
}
