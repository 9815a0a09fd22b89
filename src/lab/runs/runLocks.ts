/** @file One writer a run: a Web Lock that a tab holds for as long as the run is open in it. */

const prefix = 'onestep-lab-run-';

export class RunLocks {
  private readonly held = new Map<string, () => void>();

  /** @param locks null where the browser has none: every tab may then write, as before they existed */
  constructor(private readonly locks: LockManager | null = globalThis.navigator?.locks ?? null) {}

  /** @returns false where another tab holds it */
  hold(id: string): Promise<boolean> {
    if (this.held.has(id) || !this.locks) return Promise.resolve(true);
    return new Promise((resolve, reject) => {
      this.locks!.request(prefix + id, { mode: 'exclusive', ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock && this.keep(id);
      }).catch(reject);
    });
  }

  /** Resolves when the tab that holds it lets go. Rejects where the wait is ended. */
  waitFor(id: string, signal: AbortSignal): Promise<void> {
    if (this.held.has(id) || !this.locks) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.locks!.request(prefix + id, { mode: 'exclusive', signal }, () => {
        resolve();
        return this.keep(id);
      }).catch(reject);
    });
  }

  release(id: string): void {
    this.held.get(id)?.();
    this.held.delete(id);
  }

  /** Ids of the runs that other tabs hold. */
  async heldElsewhere(): Promise<ReadonlySet<string>> {
    const { held = [] } = (await this.locks?.query()) ?? {};
    const names = held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : []));
    return new Set(names.filter((id) => !this.held.has(id)));
  }

  private keep(id: string): Promise<void> {
    return new Promise((release) => this.held.set(id, release));
  }
}
