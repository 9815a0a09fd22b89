/** @file Tells the browser that the page is at work, so that it does not freeze a hidden tab. */

/**
 * Holds a Web Lock between `hold` and `release`. Chromium freezes a hidden page that keeps the processor busy unless
 * it holds one; elsewhere, and where locks are missing, this does nothing.
 */
export class TrainingLock {
  private endHold: (() => void) | null = null;

  hold(): void {
    if (this.endHold || typeof navigator === 'undefined' || !navigator.locks) return;
    const released = new Promise<void>((resolve) => {
      this.endHold = resolve;
    });
    navigator.locks.request('onestep-lab-training', { mode: 'shared' }, () => released).catch(() => undefined);
  }

  release(): void {
    this.endHold?.();
    this.endHold = null;
  }
}
