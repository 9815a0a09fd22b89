/** @file The moving average that the loss chart draws bold over the raw curve. */

/**
 * Exponential moving average without the bias towards zero at its start, as TensorBoard draws it.
 * A value that is not finite passes through and leaves the average as it was.
 */
export class DebiasedAverage {
  private sum = 0;
  private weight = 0;

  /** @param memory share of the past that each new value keeps, 0 … below 1 */
  constructor(private readonly memory: number) {}

  /** @returns the average with this value in it */
  next(value: number): number {
    if (!Number.isFinite(value)) return value;
    this.sum = this.memory * this.sum + (1 - this.memory) * value;
    this.weight = this.memory * this.weight + (1 - this.memory);
    return this.sum / this.weight;
  }
}
