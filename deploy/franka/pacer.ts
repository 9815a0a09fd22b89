/** @file Keeps a loop at its rate, and counts how late it was. */
import { percentile } from '../../src/core/evaluation/statistics.ts';
import type { RunnerLogLoop } from '../../src/core/export/runnerLog.ts';
import { now, waitUntil } from './clock.ts';

export interface Tick {
  /** When the step should have begun, ms of `now` */
  readonly scheduled: number;
  /** How long after that it did, ms */
  readonly latenessMs: number;
  /** Steps before this one whose time had passed wholly, and that are left out */
  readonly skipped: number;
}

export class Pacer {
  private step = -1;

  /** @param start when the first step begins, ms of `now` */
  constructor(
    private readonly start: number,
    private readonly periodMs: number,
  ) {}

  /** Waits for the next step's time. A loop that is a whole period late goes on with the step that is due. */
  async next(): Promise<Tick> {
    const planned = this.start + (this.step + 1) * this.periodMs;
    await waitUntil(planned);
    const latenessMs = now() - planned;
    const skipped = Math.floor(latenessMs / this.periodMs);
    this.step += 1 + skipped;
    return { scheduled: this.start + this.step * this.periodMs, latenessMs, skipped };
  }
}

/** What a loop's steps took, over all of a run. */
export class LoopTimes {
  private steps = 0;
  private missed = 0;
  private skipped = 0;
  private readonly lateness: number[] = [];

  constructor(private readonly deadlineMs: number) {}

  /** Counts a step whose work is done. @returns whether it missed its deadline, or a step before it was left out */
  finish({ scheduled, latenessMs, skipped }: Tick): boolean {
    const isLate = now() - scheduled > this.deadlineMs;
    this.steps++;
    this.skipped += skipped;
    this.missed += skipped + (isLate ? 1 : 0);
    this.lateness.push(latenessMs);
    return isLate || skipped > 0;
  }

  summary(): RunnerLogLoop {
    const { steps, missed, skipped } = this;
    return { steps, missed, skipped, latenessMs: percentiles(this.lateness) };
  }
}

/** @returns null where there is no value */
export function percentiles(values: readonly number[]): { p50: number; p95: number; p99: number } | null {
  if (values.length === 0) return null;
  return { p50: percentile(values, 50), p95: percentile(values, 95), p99: percentile(values, 99) };
}

/** The control loop with nothing in it: what this machine itself is late by. */
export async function runEmptyLoop(
  rateHz: number,
  steps: number,
  times: LoopTimes,
  isOver: () => boolean,
): Promise<void> {
  const periodMs = 1000 / rateHz;
  const pacer = new Pacer(now() + periodMs, periodMs);
  for (let step = 0; step < steps && !isOver(); step++) times.finish(await pacer.next());
}
