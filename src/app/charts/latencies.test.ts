import { expect, test } from 'vitest';
import type { LatencyRecord } from '../../core/experiment/records.ts';
import { budget, slowdown, standingLatency, summariseLatency } from './latencies.ts';

const record = (step: number, isTraining: boolean, medians: Record<number, number>): LatencyRecord => ({
  kind: 'latency',
  step,
  isTraining,
  ladder: Object.entries(medians).map(([steps, p50]) => ({ steps: Number(steps), latencyMs: { p50, p95: 2 * p50 } })),
});

test('what was measured at rest stands, however much is measured beside training', () => {
  const records = [record(10, true, {}), record(50, false, {}), record(60, true, {})];
  expect(standingLatency(records)?.step).toBe(50);
  expect(standingLatency(records.slice(0, 1))?.step).toBe(10);
  expect(standingLatency([])).toBeNull();
});

test('the slowdown is of medians, from the fewest steps to the most', () => {
  expect(slowdown(record(0, false, { 32: 16, 1: 0.5, 5: 2 }).ladder)).toMatchObject({
    from: { steps: 1 },
    to: { steps: 32 },
    factor: 32,
  });
  expect(slowdown(record(0, false, { 1: 0.5 }).ladder)).toBeNull();
});

test('the summary says what disturbed the measurement', () => {
  expect(summariseLatency(record(500, true, { 1: 1, 32: 20 }))).toBe(
    '32 steps take 20 × as long as 1 step, while training ran beside it, at step 500',
  );
  expect(summariseLatency(record(500, false, { 1: 1, 32: 20 }))).toContain('at rest, after step 500');
  expect(budget).toBeCloseTo(8.333, 3);
});
