/** @file Rule: too many missed deadlines stop the arm: so many in a row, or too great a share of the last few. */

/** The share is taken of so many control steps. */
const windowSteps = 100;

export class DeadlineBudget {
  private inARow = 0;
  private readonly recent: boolean[] = [];

  /**
   * @param missedInARow so many missed deadlines in a row are too many
   * @param missedShare more than this share of the last hundred is too much
   */
  constructor(
    private readonly missedInARow: number,
    private readonly missedShare: number,
  ) {}

  /** Counts one control step. @returns what is wrong, in a sentence; null where all is well */
  count(missed: boolean): string | null {
    this.inARow = missed ? this.inARow + 1 : 0;
    this.recent.push(missed);
    if (this.recent.length > windowSteps) this.recent.shift();
    if (this.inARow >= this.missedInARow) return `${this.inARow} deadlines in a row were missed`;
    const late = this.recent.filter(Boolean).length;
    if (late > windowSteps * this.missedShare) return `${late} of the last ${windowSteps} deadlines were missed`;
    return null;
  }
}
