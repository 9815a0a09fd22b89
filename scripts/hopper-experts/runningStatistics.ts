/** @file Mean and standard deviation of a stream of vectors. @see Welford 1962 */

export class RunningStatistics {
  private count = 0;
  private readonly runningMean: Float64Array;
  private readonly squares: Float64Array;
  /** As of the last `publish`; an iteration must see one normalisation throughout. */
  mean: number[];
  deviation: number[];

  constructor(size: number) {
    this.runningMean = new Float64Array(size);
    this.squares = new Float64Array(size);
    this.mean = new Array(size).fill(0);
    this.deviation = new Array(size).fill(1);
  }

  add(values: ArrayLike<number>): void {
    this.count++;
    for (let i = 0; i < values.length; i++) {
      const difference = values[i] - this.runningMean[i];
      this.runningMean[i] += difference / this.count;
      this.squares[i] += difference * (values[i] - this.runningMean[i]);
    }
  }

  publish(): void {
    this.mean = Array.from(this.runningMean);
    this.deviation = Array.from(this.squares, (square) => Math.max(Math.sqrt(square / this.count), 1e-6));
  }
}
