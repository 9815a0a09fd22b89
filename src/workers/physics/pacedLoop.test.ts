import { expect, test } from 'vitest';
import { type Clock, PacedLoop } from './pacedLoop.ts';

/** A clock that the test moves; timers fire up to `lateness` milliseconds late, as real ones do. */
class FakeClock implements Clock {
  private time = 0;
  private timers: { at: number; callback: () => void }[] = [];
  constructor(private readonly lateness = 0) {}

  now(): number {
    return this.time;
  }

  schedule(callback: () => void, milliseconds: number): () => void {
    const timer = { at: this.time + milliseconds + this.lateness, callback };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  advance(milliseconds: number): void {
    const end = this.time + milliseconds;
    for (;;) {
      const next = this.timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.timers = this.timers.filter((timer) => timer !== next);
      this.time = Math.max(this.time, next.at);
      next.callback();
    }
    this.time = end;
  }

  /** The whole thread stands still: no timer fires, and those due fire right after. */
  stall(milliseconds: number): void {
    this.time += milliseconds;
  }
}

function count(period: number, clock: Clock) {
  const ticks: number[] = [];
  const loop = new PacedLoop(period, () => ticks.push(clock.now()), clock);
  return { loop, ticks };
}

test('125 ticks a second stay 125 a second though every timer is 3 ms late', () => {
  const clock = new FakeClock(3);
  const { loop, ticks } = count(8, clock);
  loop.start();
  clock.advance(10_000);
  expect(Math.abs(ticks.length - 1250)).toBeLessThanOrEqual(1);
});

test('after a stall it plays four ticks at most and drops the rest of the time', () => {
  const clock = new FakeClock();
  const { loop, ticks } = count(8, clock);
  loop.start();
  clock.advance(80);
  expect(ticks).toHaveLength(10);
  clock.stall(5_000);
  clock.advance(0);
  expect(ticks).toHaveLength(14);
  clock.advance(80);
  expect(ticks).toHaveLength(24);
});

test('stopped, also from inside a tick, it ticks no more', () => {
  const clock = new FakeClock();
  let ticks = 0;
  const loop = new PacedLoop(
    10,
    () => {
      ticks += 1;
      if (ticks === 3) loop.stop();
    },
    clock,
  );
  loop.start();
  clock.advance(1_000);
  expect(ticks).toBe(3);
  expect(loop.isRunning).toBe(false);
  loop.start();
  clock.advance(15);
  expect(ticks).toBe(4);
});
