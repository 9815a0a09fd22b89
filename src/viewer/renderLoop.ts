/** @file Draws when there is something new to see, and only while somebody can see it. */

export class RenderLoop {
  private frame: number | null = null;
  private readonly holds = new Set<string>();
  private last = 0;

  /**
   * @param draw draws a frame, given the seconds since the last; returns whether the next one will differ
   * @param shortestInterval seconds between two frames at least; 0 for as many as the screen shows
   */
  constructor(
    private readonly draw: (elapsed: number) => boolean,
    private readonly shortestInterval: number,
  ) {}

  /** Something changed: draw it with the next animation frame. */
  request(): void {
    if (this.frame !== null || this.holds.size > 0) return;
    this.frame = requestAnimationFrame((now) => {
      this.frame = null;
      const elapsed = (now - this.last) / 1000;
      // A screen's frames come a little early or late; a quarter of one is forgiven.
      if (elapsed < this.shortestInterval - 0.004) {
        this.request();
        return;
      }
      this.last = now;
      // After a rest the first frame is an ordinary one, or a glide would be over before it is seen.
      if (this.draw(Math.min(elapsed, 0.1))) this.request();
    });
  }

  /** Draws nothing until the same reason is released. */
  hold(reason: string): void {
    this.holds.add(reason);
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    this.frame = null;
  }

  release(reason: string): void {
    if (this.holds.delete(reason)) this.request();
  }
}
