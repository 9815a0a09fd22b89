/** @file Mean and variance of a stream of rows, one block at a time. */

/** Plain JSON, so that a run can be taken up again where it stands. */
export interface MomentsState {
  readonly count: number;
  readonly mean: readonly number[];
  /** Sum of squared distances from the mean */
  readonly squares: readonly number[];
}

export class RunningMoments {
  private count = 0;
  private mean: Float64Array;
  private squares: Float64Array;

  constructor(
    private readonly size: number,
    state?: MomentsState,
  ) {
    this.count = state?.count ?? 0;
    this.mean = Float64Array.from(state?.mean ?? new Array(size).fill(0));
    this.squares = Float64Array.from(state?.squares ?? new Array(size).fill(0));
  }

  /** @param rows `[count, size]` @see Welford 1962 */
  add(rows: ArrayLike<number>): void {
    for (let start = 0; start < rows.length; start += this.size) {
      this.count++;
      for (let k = 0; k < this.size; k++) {
        const distance = rows[start + k] - this.mean[k];
        this.mean[k] += distance / this.count;
        this.squares[k] += distance * (rows[start + k] - this.mean[k]);
      }
    }
  }

  /** Population variance, `[size]`; 0 before the first row */
  get variance(): number[] {
    return Array.from(this.squares, (sum) => sum / Math.max(1, this.count));
  }

  get state(): MomentsState {
    return { count: this.count, mean: [...this.mean], squares: [...this.squares] };
  }
}
