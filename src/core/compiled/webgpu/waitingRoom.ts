/** @file Keeps work in order that may have to wait for something, and does it at once where nothing is waited for. */
export class WaitingRoom {
  private waitedFor = 0;
  private readonly work: (() => void)[] = [];

  /** @returns when all that waits now is done; null where nothing does */
  get empty(): Promise<void> | null {
    return this.waitedFor === 0 ? null : new Promise((resolve) => this.enter(resolve));
  }

  /** Work that enters from now on waits until then, however it ends. */
  waitFor(event: Promise<unknown>): void {
    this.waitedFor++;
    const leave = () => {
      this.waitedFor--;
      while (this.waitedFor === 0 && this.work.length > 0) this.work.shift()!();
    };
    event.then(leave, leave);
  }

  enter(work: () => void): void {
    if (this.waitedFor === 0) work();
    else this.work.push(work);
  }

  /** @returns what the work returns */
  call<T>(work: () => T | Promise<T>): T | Promise<T> {
    if (this.waitedFor === 0) return work();
    return new Promise((resolve, reject) =>
      this.enter(() => {
        // An error is the caller's, not that of whoever opens the room.
        try {
          resolve(work());
        } catch (error) {
          reject(error);
        }
      }),
    );
  }
}
