/**
 * @file How long this worker may be silent before it counts as hung.
 *
 * One training step cannot be interrupted, and a large one takes its time: ten seconds of silence mean a hang where a
 * step takes 20 ms, and nothing at all where it takes five seconds. So the steps that were seen say what is usual.
 */

const usualSeconds = 10;
/** Before a first step nobody knows how long one takes. */
const unknownSeconds = 60;
const longestSeconds = 300;
/** A step may take so many times the slowest of late. */
const leeway = 5;
/** Of the slowest step's time, what is still remembered one step later */
const memory = 0.9;

export class Patience {
  private asked = usualSeconds;
  private slowest = 0;

  constructor(private readonly ask: (seconds: number) => void) {}

  /** Work of unknown length begins. */
  beginUnknown(): void {
    this.slowest = 0;
    this.change(unknownSeconds);
  }

  /** Nothing long is ahead. */
  rest(): void {
    this.change(usualSeconds);
  }

  /** @param milliseconds from a step's beginning to its end */
  learn(milliseconds: number): void {
    this.slowest = Math.max(milliseconds, this.slowest * memory);
    const seconds = Math.ceil((leeway * this.slowest) / 1000);
    this.change(Math.min(longestSeconds, Math.max(usualSeconds, seconds)));
  }

  private change(seconds: number): void {
    if (seconds === this.asked) return;
    this.asked = seconds;
    this.ask(seconds);
  }
}
