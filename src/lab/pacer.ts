/** @file Few, small, evenly spread updates of the page, however fast workers send. */

/**
 * Runs each of several flushes at most once per interval, one at a time and evenly staggered: three charts that
 * redraw in one task would make it a long one.
 */
export class Pacer<Name extends string> {
  private readonly dirty = new Set<Name>();
  private turn = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly flushes: Readonly<Record<Name, () => void>>,
    private readonly intervalMilliseconds = 200,
  ) {}

  /** Something new is there to be flushed. */
  mark(name: Name): void {
    this.dirty.add(name);
    if (this.timer === null) this.schedule();
  }

  /** Flushes all that waits, now. */
  flush(): void {
    for (const name of [...this.dirty]) this.run(name);
  }

  /** Drops what waits. */
  dispose(): void {
    this.dirty.clear();
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private schedule(): void {
    const names = Object.keys(this.flushes) as Name[];
    this.timer = setTimeout(() => {
      this.timer = null;
      this.run(names[this.turn]);
      this.turn = (this.turn + 1) % names.length;
      if (this.dirty.size > 0) this.schedule();
    }, this.intervalMilliseconds / names.length);
  }

  private run(name: Name): void {
    if (this.dirty.delete(name)) this.flushes[name]();
  }
}
