/**
 * @file Gathers commands into submissions that are worth their cost and yet short.
 *
 * A GPU that is shared with the page's drawing must not be held for long, and one that is handed too much at once cannot
 * be stopped. How many steps go into a submission follows from how long those before it took.
 */

/** Milliseconds that a submission of steps may take */
const longest = 50;
/** What is aimed at: the next may take longer than the last */
const aim = 25;
const mostSteps = 64;
const mostInFlight = 2;

export class Submissions {
  private encoder: GPUCommandEncoder | null = null;
  private pass: GPUComputePassEncoder | null = null;
  private gathered = 0;
  private stepsAtOnce = 1;
  private readonly inFlight: Promise<void>[] = [];
  private lastDone = 0;

  /** @param now milliseconds of a clock; without one, every step is submitted by itself */
  constructor(
    private readonly device: GPUDevice,
    private readonly now?: () => number,
  ) {}

  /** Where dispatches are recorded. */
  get compute(): GPUComputePassEncoder {
    this.pass ??= this.commands.beginComputePass();
    return this.pass;
  }

  /** Where copies are recorded; ends the pass before them. */
  get copies(): GPUCommandEncoder {
    this.pass?.end();
    this.pass = null;
    return this.commands;
  }

  /** A step was recorded. @returns where the device has enough to do, when it has not */
  step(): void | Promise<void> {
    this.gathered++;
    if (this.gathered < this.stepsAtOnce) return;
    this.submit();
    if (this.inFlight.length >= mostInFlight) return this.inFlight[this.inFlight.length - mostInFlight];
  }

  /** Submits what was recorded. */
  submit(): void {
    if (!this.encoder) return;
    const buffer = this.copies.finish();
    this.encoder = null;
    this.device.queue.submit([buffer]);
    if (this.gathered > 0) this.watch(this.gathered);
    this.gathered = 0;
  }

  private get commands(): GPUCommandEncoder {
    this.encoder ??= this.device.createCommandEncoder();
    return this.encoder;
  }

  private watch(steps: number): void {
    const submitted = this.now?.() ?? 0;
    const leave = () => {
      this.inFlight.splice(this.inFlight.indexOf(done), 1);
    };
    const measure = () => {
      const time = this.now?.() ?? 0;
      if (this.now) this.adapt(steps, time - Math.max(submitted, this.lastDone));
      this.lastDone = time;
    };
    // A lost device is told by the next read.
    const done: Promise<void> = this.device.queue
      .onSubmittedWorkDone()
      .then(measure, () => {})
      .then(leave);
    this.inFlight.push(done);
  }

  private adapt(steps: number, milliseconds: number): void {
    const fitting = Math.floor((aim * steps) / Math.max(milliseconds, 0.01));
    const next = milliseconds > longest ? Math.floor(steps / 2) : Math.min(fitting, 2 * steps);
    this.stepsAtOnce = Math.min(mostSteps, Math.max(1, next));
  }
}
