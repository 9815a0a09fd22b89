/** @file How long a chunk of actions takes, by denoising steps: which measurement stands, and what it says. */
import type { LatencyRecord } from '../../core/experiment/records.ts';
import { sayNumber, saySteps } from '../words.ts';

/** Milliseconds between two control steps at 120 Hz */
export const budget = 1000 / 120;

/** The newest measurement at rest, which nothing disturbed; while there is none, the newest of all. */
export function standingLatency(records: readonly LatencyRecord[]): LatencyRecord | null {
  return records.findLast(({ isTraining }) => !isTraining) ?? records[records.length - 1] ?? null;
}

export type Rung = LatencyRecord['ladder'][number];

/** How many times longer the longest ladder takes than the shortest; null where there is only one. */
export function slowdown(
  ladder: readonly Rung[],
): { readonly from: Rung; readonly to: Rung; readonly factor: number } | null {
  const sorted = [...ladder].sort((a, b) => a.steps - b.steps);
  const [from, to] = [sorted[0], sorted[sorted.length - 1]];
  if (!from || from === to || !(from.latencyMs.p50 > 0)) return null;
  return { from, to, factor: to.latencyMs.p50 / from.latencyMs.p50 };
}

export function sayCondition({ isTraining, step }: LatencyRecord): string {
  return isTraining ? `while training ran beside it, at step ${step}` : `at rest, after step ${step}`;
}

export function summariseLatency(record: LatencyRecord | null): string {
  if (!record) return 'How long one chunk of actions takes, beside the 8.33 ms of 120 Hz.';
  const ratio = slowdown(record.ladder);
  if (!ratio) return sayCondition(record);
  return `${saySteps(ratio.to.steps)} take ${sayNumber(ratio.factor)} × as long as ${saySteps(ratio.from.steps)}, ${sayCondition(record)}`;
}
