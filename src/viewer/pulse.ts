/**
 * @file Notices that the drawing worker hangs or vanished: it tells nobody when it dies.
 *
 * It counts questions that went unanswered instead of reading a clock: a page that itself stood still for a while must
 * not blame the worker for it.
 */

/** Milliseconds between two questions */
const interval = 1000;
/** Questions in a row without an answer; a frame of a slow machine without a GPU takes well less. */
const patience = 10;
/** The same before the first answer, while the drawing code is being fetched */
const startupPatience = 60;

export class Pulse {
  private readonly timer: ReturnType<typeof setInterval>;
  private unanswered = 0;
  private isHeard = false;

  /** @param onSilence called once */
  constructor(ask: () => void, onSilence: () => void) {
    this.timer = setInterval(() => {
      if (this.unanswered >= (this.isHeard ? patience : startupPatience)) {
        this.stop();
        onSilence();
        return;
      }
      this.unanswered += 1;
      ask();
    }, interval);
  }

  /** Anything that the worker says is a sign of life. */
  hear(): void {
    this.isHeard = true;
    this.unanswered = 0;
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
