/** @file How fast a run may go: as fast as it can, or slowly enough to watch every step. */

export class Pace {
  private interval: number | null = null;
  private lastStep = Number.NEGATIVE_INFINITY;
  private endRest: (() => void) | null = null;

  /** @param clock milliseconds */
  constructor(private readonly clock: () => number) {}

  get isSlow(): boolean {
    return this.interval !== null;
  }

  /** @param stepsPerSecond the most there may be; null: no limit. A rest that goes on is ended. */
  limit(stepsPerSecond: number | null): void {
    this.interval = stepsPerSecond === null ? null : 1000 / stepsPerSecond;
    this.interrupt();
  }

  /** Resolves when the next step is due: at once, where there is no limit. */
  async rest(): Promise<void> {
    const { interval } = this;
    if (interval !== null) {
      const left = this.lastStep + interval - this.clock();
      if (left > 0) await this.sleep(left);
    }
    this.lastStep = this.clock();
  }

  /** Ends a rest, such as for a pause that should not be waited for. */
  interrupt(): void {
    this.endRest?.();
  }

  private sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.endRest?.(), milliseconds);
      this.endRest = () => {
        clearTimeout(timer);
        this.endRest = null;
        resolve();
      };
    });
  }
}
