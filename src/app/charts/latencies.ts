/** @file How long a chunk of actions takes, by denoising steps: which measurement stands, and what it says. */
import type { EvaluationRecord, LatencyRecord } from '../../core/experiment/records.ts';
import { sayCount, sayNumber, saySteps } from '../words.ts';

/** Milliseconds between two control steps at 120 Hz */
export const budget = 1000 / 120;

export type Rung = LatencyRecord['ladder'][number];

/** The measurement that is shown */
export interface StandingLatency {
  readonly step: number;
  readonly ladder: readonly Rung[];
  /** What went on beside it; `evaluation`: not known, as of a run from the command line */
  readonly condition: 'rest' | 'training' | 'evaluation';
}

/**
 * The newest measurement at rest, which nothing disturbed; else the newest of all; else what the newest evaluation
 * timed of itself.
 */
export function standingLatency(
  records: readonly LatencyRecord[],
  evaluated: readonly EvaluationRecord[],
): StandingLatency | null {
  const record = records.findLast(({ isTraining }) => !isTraining) ?? records[records.length - 1];
  if (record) return { ...record, condition: record.isTraining ? 'training' : 'rest' };
  const ladder = evaluated.flatMap(({ steps, latencyMs }) => (latencyMs ? [{ steps, latencyMs }] : []));
  return ladder.length > 0 ? { step: evaluated[0].step, ladder, condition: 'evaluation' } : null;
}

/** Milliseconds in two digits below one, where a third would say nothing and does not fit. */
export function sayLatency(milliseconds: number): string {
  return sayNumber(milliseconds < 1 ? Number(milliseconds.toPrecision(2)) : milliseconds);
}

/** How many times longer the longest ladder takes than the shortest; null where there is only one. */
export function slowdown(
  ladder: readonly Rung[],
): { readonly from: Rung; readonly to: Rung; readonly factor: number } | null {
  const sorted = [...ladder].sort((a, b) => a.steps - b.steps);
  const [from, to] = [sorted[0], sorted[sorted.length - 1]];
  if (!from || from === to || !(from.latencyMs.p50 > 0)) return null;
  return { from, to, factor: to.latencyMs.p50 / from.latencyMs.p50 };
}

export function sayCondition({ condition, step }: StandingLatency): string {
  if (condition === 'rest') return `at rest, after step ${sayCount(step)}`;
  if (condition === 'training') return `while training ran beside it, at step ${sayCount(step)}`;
  return `timed with the evaluation at step ${sayCount(step)}`;
}

export function summariseLatency(latency: StandingLatency | null): string {
  if (!latency) return 'How long one chunk of actions takes, beside the 8.33 ms of 120 Hz.';
  const ratio = slowdown(latency.ladder);
  if (!ratio) return sayCondition(latency);
  const { from, to, factor } = ratio;
  return `${saySteps(to.steps)} take ${sayNumber(factor)} × as long as ${saySteps(from.steps)}, ${sayCondition(latency)}`;
}
