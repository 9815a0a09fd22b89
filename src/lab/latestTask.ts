/** @file Work that only its newest wish matters for: one at a time, with a rest in between, however often it is asked for. */

export class LatestTask {
  private isWanted = false;
  private isBusy = false;
  private isDisposed = false;

  /**
   * @param work must not reject
   * @param restMilliseconds from the end of one to the start of the next
   */
  constructor(
    private readonly work: () => Promise<void>,
    private readonly restMilliseconds: number,
  ) {}

  /** Runs at once, or after what runs now and its rest. */
  want(): void {
    this.isWanted = true;
    if (!this.isBusy) void this.run();
  }

  /** Drops what waits. */
  dispose(): void {
    this.isDisposed = true;
  }

  private async run(): Promise<void> {
    this.isBusy = true;
    while (this.isWanted && !this.isDisposed) {
      this.isWanted = false;
      await this.work();
      await new Promise((resolve) => setTimeout(resolve, this.restMilliseconds));
    }
    this.isBusy = false;
  }
}
