/** @file The frames of the episode that is watched, to look back at. */
import type { LiveFrame } from './protocol.ts';

/** Frames at most: four times the longest episode of the lab. Of a longer one the oldest are forgotten. */
const maximumFrames = 4000;

export class Recording {
  private frames: LiveFrame[] = [];

  constructor(private readonly limit = maximumFrames) {}

  get newest(): LiveFrame {
    return this.frames[this.frames.length - 1];
  }

  get oldest(): LiveFrame {
    return this.frames[0];
  }

  /** An episode begins with this frame; the one before is forgotten. */
  begin(frame: LiveFrame): void {
    this.frames = [frame];
  }

  add(frame: LiveFrame): void {
    this.frames.push(frame);
    if (this.frames.length > this.limit) this.frames.shift();
  }

  /** The same moment, seen with more in it. */
  replaceNewest(frame: LiveFrame): void {
    this.frames[this.frames.length - 1] = frame;
  }

  /** @returns the frame of that control step, or the nearest that is kept */
  at(controlStep: number): LiveFrame {
    const index = Math.round(controlStep) - this.oldest.controlStep;
    return this.frames[Math.max(0, Math.min(this.frames.length - 1, index))];
  }
}
