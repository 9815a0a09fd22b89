import { expect, test } from 'vitest';
import type { EvaluationRecord, LatencyRecord } from '../../core/experiment/records.ts';
import { budget, sayLatency, slowdown, standingLatency, summariseLatency } from './latencies.ts';

const record = (step: number, isTraining: boolean, medians: Record<number, number>): LatencyRecord => ({
  kind: 'latency',
  step,
  isTraining,
  ladder: Object.entries(medians).map(([steps, p50]) => ({ steps: Number(steps), latencyMs: { p50, p95: 2 * p50 } })),
});

const evaluation = (step: number, steps: number, p50: number) =>
  ({ step, steps, latencyMs: { p50, p95: 2 * p50 } }) as EvaluationRecord;

test('what was measured at rest stands, however much is measured beside training', () => {
  const records = [record(10, true, {}), record(50, false, {}), record(60, true, {})];
  expect(standingLatency(records, [])).toMatchObject({ step: 50, condition: 'rest' });
  expect(standingLatency(records.slice(0, 1), [])).toMatchObject({ step: 10, condition: 'training' });
  expect(standingLatency([], [])).toBeNull();
});

test('a run without a measurement of its own shows what its evaluations timed, and says so', () => {
  const standing = standingLatency([], [evaluation(500, 1, 1), evaluation(500, 32, 20)]);
  expect(standing?.ladder.map(({ steps }) => steps)).toEqual([1, 32]);
  expect(summariseLatency(standing)).toBe(
    '32 steps take 20 × as long as 1 step, timed with the evaluation at step 500',
  );
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
  const said = (isTraining: boolean) =>
    summariseLatency(standingLatency([record(500, isTraining, { 1: 1, 32: 20 })], []));
  expect(said(true)).toBe('32 steps take 20 × as long as 1 step, while training ran beside it, at step 500');
  expect(said(false)).toContain('at rest, after step 500');
  expect(budget).toBeCloseTo(8.333, 3);
});

test('a latency is said in two digits below a millisecond, and in no more than elsewhere above', () => {
  expect([0.01604, 0.0692, 0.388, 0.997, 9.083].map(sayLatency)).toEqual(['0.016', '0.069', '0.39', '1', '9.08']);
});
