/** @file Runs something at a steady rate in real time, without drift and without a burst after a stall. */

/** Time as this loop needs it; a test brings its own. */
export interface Clock {
  /** Milliseconds from any origin, steadily growing */
  now(): number;
  /** @returns a function that calls it off */
  schedule(callback: () => void, milliseconds: number): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  schedule(callback, milliseconds) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

export class PacedLoop {
  private callOff: (() => void) | null = null;
  /** When the next tick is due. It advances by whole periods, so a late timer does not slow the rate. */
  private due = 0;

  /**
   * @param period milliseconds
   * @param maximumCatchUp ticks at most in one wake-up; time beyond it is dropped
   */
  constructor(
    private period: number,
    private readonly tick: () => void,
    private readonly clock: Clock = systemClock,
    private readonly maximumCatchUp = 4,
  ) {}

  get isRunning(): boolean {
    return this.callOff !== null;
  }

  start(): void {
    if (this.isRunning) return;
    this.due = this.clock.now() + this.period;
    this.plan();
  }

  /** @param period milliseconds; the next tick comes that long from now */
  setPeriod(period: number): void {
    this.period = period;
    if (!this.isRunning) return;
    this.stop();
    this.start();
  }

  stop(): void {
    this.callOff?.();
    this.callOff = null;
  }

  private plan(): void {
    this.callOff = this.clock.schedule(() => this.wake(), Math.max(0, this.due - this.clock.now()));
  }

  private wake(): void {
    for (let ticks = 0; this.due <= this.clock.now() && ticks < this.maximumCatchUp; ticks++) {
      this.due += this.period;
      this.tick();
      // The tick may have stopped the loop.
      if (!this.isRunning) return;
    }
    if (this.due <= this.clock.now()) this.due = this.clock.now() + this.period;
    this.plan();
  }
}
