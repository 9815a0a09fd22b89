/** @file The simulated arm in real time: physics keeps up with the clock, commands count from when they arrive. */
import { now } from '../clock.ts';
import type { ArmSimulation, ArmSnapshot } from './armSimulation.ts';

/** A command counts for so many control periods; then the arm holds. */
const commandPeriods = 1.5;

/** Further behind than this, ms, the arm leaves time out instead of catching up. */
const longestCatchUp = 250;

export interface LiveArmEvents {
  /** A control step is over. @param time when, ms of `now` @param step since the reset; 0 is the reset itself */
  onState(snapshot: ArmSnapshot, step: number, time: number): void;
  onEnd(end: { readonly success: boolean; readonly message: string; readonly slippedMs: number }): void;
  /** The simulation could not go on. */
  onFailure(error: Error): void;
}

export class LiveArm {
  private timer: NodeJS.Timeout | null = null;
  private start = 0;
  private physicsSteps = 0;
  private lastCommand = 0;
  private isHolding = true;
  private isStopped = false;
  private slippedMs = 0;

  /** @param horizon control steps after which an episode is over */
  constructor(
    private readonly arm: ArmSimulation,
    private readonly horizon: number,
    private readonly events: LiveArmEvents,
  ) {}

  reset(seed: number): void {
    this.rest();
    this.arm.reset(seed);
    this.start = now();
    this.physicsSteps = 0;
    this.isHolding = true;
    this.isStopped = false;
    this.slippedMs = 0;
    this.events.onState(this.arm.snapshot(), 0, this.start);
    this.timer = setTimeout(this.keepUp, 1);
  }

  /** @param action physical units. Nothing happens between episodes and after `stop`. */
  command(action: readonly number[]): void {
    if (!this.timer || this.isStopped) return;
    this.arm.command(action);
    this.lastCommand = now();
    this.isHolding = false;
  }

  /** Holds until the next reset. */
  stop(): void {
    this.isStopped = true;
    if (!this.timer) return;
    this.arm.hold();
    this.isHolding = true;
  }

  /** Lets no more time pass until the next reset. */
  rest(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private readonly keepUp = (): void => {
    try {
      if (this.advanceToNow()) this.timer = setTimeout(this.keepUp, 1);
    } catch (error) {
      this.rest();
      this.events.onFailure(error as Error);
    }
  };

  /** @returns whether the episode goes on */
  private advanceToNow(): boolean {
    const { arm } = this;
    const stepMs = arm.timestep * 1000;
    const behind = now() - this.start - this.physicsSteps * stepMs;
    if (behind > longestCatchUp) {
      this.start += behind;
      this.slippedMs += behind;
    }
    const due = Math.floor((now() - this.start) / stepMs);
    while (this.physicsSteps < due) {
      const time = this.start + this.physicsSteps * stepMs;
      if (!this.isHolding && time - this.lastCommand > commandPeriods * arm.substeps * stepMs) {
        arm.hold();
        this.isHolding = true;
      }
      arm.advance();
      this.physicsSteps++;
      if (this.physicsSteps % arm.substeps === 0 && !this.finishControlStep(time + stepMs)) return false;
    }
    return true;
  }

  private finishControlStep(time: number): boolean {
    const step = this.physicsSteps / this.arm.substeps;
    const snapshot = this.arm.snapshot();
    this.events.onState(snapshot, step, time);
    if (!snapshot.success && step < this.horizon) return true;
    this.rest();
    const message = snapshot.success ? 'the task is done' : `${this.horizon} control steps were over`;
    this.events.onEnd({ success: snapshot.success, message, slippedMs: this.slippedMs });
    return false;
  }
}
