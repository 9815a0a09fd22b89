/** @file Moves smoothly from one pose to the next, so that 20 poses a second look like motion. */

import type { PoseFrame } from './protocol.ts';

/** Milliseconds that one blend takes at most, at full speed: after a gap the robot catches up quickly. */
const longestBlend = 100;

/** Numbers of one body: position, quaternion wxyz */
export const poseWidth = 7;

export class PoseBlend {
  /** `[bodies, 7]`, as of the last `update` */
  readonly shown: Float32Array;
  private from: Float32Array;
  private to: Float32Array | null = null;
  private frame: PoseFrame | null = null;
  private start = 0;
  private duration = 0;

  constructor(readonly bodies: number) {
    this.shown = new Float32Array(bodies * poseWidth);
    this.from = new Float32Array(bodies * poseWidth);
  }

  /** False until the first pose */
  get hasPose(): boolean {
    return this.to !== null;
  }

  /**
   * Heads for a new pose, from what is shown now: a pose that comes early or late changes the speed and never jumps.
   * @param now milliseconds
   * @throws RangeError where the pose has another number of bodies
   */
  push(poses: Float32Array, frame: PoseFrame, now: number): void {
    if (poses.length !== this.shown.length) {
      throw new RangeError(`poses: expected ${this.bodies} bodies of ${poseWidth} numbers, received ${poses.length}`);
    }
    this.update(now);
    const elapsed = this.frame?.episode === frame.episode ? (frame.time - this.frame.time) * 1000 : 0;
    this.from.set(this.shown);
    this.to = poses;
    this.frame = frame;
    this.start = now;
    this.duration = Math.min(Math.max(elapsed, 0), longestBlend) / (frame.speed ?? 1);
  }

  /** Computes `shown`. @returns whether it is still on its way */
  update(now: number): boolean {
    if (!this.to) return false;
    const share = this.duration > 0 ? Math.min(1, (now - this.start) / this.duration) : 1;
    if (share >= 1) {
      this.shown.set(this.to);
      return false;
    }
    for (let offset = 0; offset < this.shown.length; offset += poseWidth) this.blendBody(offset, share, this.to);
    return true;
  }

  private blendBody(offset: number, share: number, to: Float32Array): void {
    const { shown, from } = this;
    for (let i = offset; i < offset + 3; i++) shown[i] = from[i] + share * (to[i] - from[i]);
    let dot = 0;
    for (let i = offset + 3; i < offset + poseWidth; i++) dot += from[i] * to[i];
    // q and −q are one rotation; the near one is the short way round.
    const sign = dot < 0 ? -1 : 1;
    let square = 0;
    for (let i = offset + 3; i < offset + poseWidth; i++) {
      shown[i] = (1 - share) * from[i] + share * sign * to[i];
      square += shown[i] * shown[i];
    }
    // Between neighbouring poses the normalised line is as good as the arc.
    const scale = 1 / Math.sqrt(square);
    for (let i = offset + 3; i < offset + poseWidth; i++) shown[i] *= scale;
  }
}
