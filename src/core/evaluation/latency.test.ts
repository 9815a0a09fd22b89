import { expect, test } from 'vitest';
import type { EvaluationRecord } from '../experiment/records.ts';
import type { ChunkPolicy } from '../policy/chunkPolicy.ts';
import { measureLatency, measureLatencyLadder } from './latency.ts';

/** A policy whose calls take a millisecond a step, on a clock of its own. */
function slowPolicy(millisecondsPerStep = 1) {
  let time = 0;
  let calls = 0;
  const policy = {
    actionHorizon: 2,
    actionSize: 3,
    async sample(_: Float32Array, __: Float32Array, steps: number) {
      calls += 1;
      time += steps * millisecondsPerStep;
      return new Float32Array(6);
    },
  } as unknown as ChunkPolicy;
  return { policy, clock: () => time, calls: () => calls };
}

test('forty calls are timed after five to warm up', async () => {
  const { policy, clock, calls } = slowPolicy();
  expect(await measureLatency(policy, 4, 8, { clock })).toEqual({ p50: 8, p95: 8 });
  expect(calls()).toBe(45);
});

test('a device that takes a second a call is timed five times, and no more', async () => {
  const { policy, clock, calls } = slowPolicy(1000);
  expect((await measureLatency(policy, 4, 1, { clock })).p50).toBe(1000);
  expect(calls()).toBe(2 + 5);
});

test('a call that is too short for the clock is timed with as many as fill a millisecond', async () => {
  const { policy, clock } = slowPolicy(0.03);
  const coarse = () => Math.floor(clock() * 10) / 10;
  const { p50, p95 } = await measureLatency(policy, 4, 1, { clock: coarse });
  expect(p50).toBeGreaterThan(0.025);
  expect(p95).toBeLessThan(0.035);
});

test('what others do between two calls is not timed', async () => {
  let time = 0;
  const { policy } = slowPolicy();
  const pause = async () => {
    time += 100;
  };
  const clock = () => time;
  expect(await measureLatency(policy, 4, 1, { clock, pause })).toEqual({ p50: 0, p95: 0 });
});

test('a measurement that is cancelled stops at the next call', async () => {
  const { policy, clock, calls } = slowPolicy();
  const controller = new AbortController();
  const pause = async () => {
    if (calls() === 3) controller.abort();
  };
  await expect(measureLatency(policy, 4, 1, { clock, pause, signal: controller.signal })).rejects.toThrow('abort');
  expect(calls()).toBe(3);
});

test('the ladder has 1, 2, 5, 10 and 32 steps, and times only what was not timed yet', async () => {
  const { policy, clock, calls } = slowPolicy();
  const evaluated = [1, 32].map((steps) => ({ step: 70, steps, latencyMs: { p50: 7 * steps, p95: 9 * steps } }));
  const record = await measureLatencyLadder(policy, 4, evaluated as EvaluationRecord[], true, { clock });
  expect(record).toMatchObject({ kind: 'latency', step: 70, isTraining: true });
  expect(record.ladder.map(({ steps, latencyMs }) => [steps, latencyMs.p50])).toEqual([
    [1, 7],
    [2, 2],
    [5, 5],
    [10, 10],
    [32, 224],
  ]);
  expect(calls()).toBe(3 * 45);
});
