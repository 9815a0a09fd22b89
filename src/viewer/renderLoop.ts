/** @file Draws when there is something new to see, and only while somebody can see it. */

export class RenderLoop {
  private frame: number | null = null;
  private isPaused = false;
  private isOnScreen = true;
  private readonly visibility: IntersectionObserver;

  /** @param draw draws a frame; returns whether the next one will differ */
  constructor(
    canvas: HTMLCanvasElement,
    private readonly draw: (now: number) => boolean,
  ) {
    // A hidden tab gets no animation frames, but a canvas that was scrolled away would.
    this.visibility = new IntersectionObserver((entries) => {
      this.isOnScreen = entries.at(-1)!.isIntersecting;
      this.request();
    });
    this.visibility.observe(canvas);
  }

  /** Something changed: draw it with the next animation frame. */
  request(): void {
    if (this.frame !== null || this.isPaused || !this.isOnScreen) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = null;
      // Poses are stamped by the same clock; the frame's own time may lie before a pose that came since.
      if (this.draw(performance.now())) this.request();
    });
  }

  pause(): void {
    this.isPaused = true;
    this.callOff();
  }

  resume(): void {
    this.isPaused = false;
    this.request();
  }

  dispose(): void {
    this.pause();
    this.visibility.disconnect();
  }

  private callOff(): void {
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    this.frame = null;
  }
}
