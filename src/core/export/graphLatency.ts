/** @file How long a runtime takes for one chunk at batch 1, beside a loop that does nothing. */
import { percentile } from '../evaluation/statistics.ts';
import { Random } from '../random/random.ts';
import type { PolicyRuntime } from './policyRuntime.ts';

/** Milliseconds of one call */
export interface CallTimes {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export interface GraphLatency extends CallTimes {
  /** Denoising steps K */
  readonly steps: number;
}

/** Milliseconds between two decisions at 120 Hz */
export const decisionBudgetMs = 1000 / 120;

export interface CallOptions {
  /** Milliseconds */
  readonly clock: () => number;
  readonly calls?: number;
  readonly signal?: AbortSignal;
}

const warmUpCalls = 100;
const longestTimingMs = 5000;
const fewestCalls = 50;

/** Of 2000 calls after 100 to warm up; of fewer where they would take longer than five seconds. */
export async function timeCalls(
  call: () => Promise<unknown>,
  { clock, calls = 2000, signal }: CallOptions,
): Promise<CallTimes> {
  const end = clock() + longestTimingMs;
  for (let i = 0; i < warmUpCalls && (i === 0 || clock() < end); i++) await call();
  const times: number[] = [];
  while (times.length < calls && (times.length < fewestCalls || clock() < end)) {
    // Whoever shares the thread takes a turn now and then.
    if (times.length % 100 === 0) {
      await new Promise((resolve) => setTimeout(resolve));
      signal?.throwIfAborted();
    }
    const start = clock();
    await call();
    times.push(clock() - start);
  }
  return { p50: percentile(times, 50), p95: percentile(times, 95), p99: percentile(times, 99) };
}

/** One observation, one chunk. @param observationSize numbers that the graph takes @param chunkLength Ta · Da */
export function timeRuntime(
  runtime: PolicyRuntime,
  observationSize: number,
  chunkLength: number,
  options: CallOptions,
): Promise<CallTimes> {
  const observation = new Float32Array(observationSize);
  const noise = new Random(0).normals(chunkLength);
  return timeCalls(() => runtime.run(observation, noise, 1), options);
}

/**
 * The same loop around nothing: each call waits on the clock for as long as the graph takes at the median, so that it
 * lies as open to whatever else the machine does. What its p99 lies above its median is the machine's.
 *
 * @param medianMs of the graph
 */
export function timeEmptyLoop(medianMs: number, options: CallOptions): Promise<CallTimes> {
  const { clock } = options;
  const wait = async () => {
    for (const end = clock() + medianMs; clock() < end; );
  };
  return timeCalls(wait, options);
}

/** Milliseconds that one more step takes at the median: least squares over the ladder. */
export function latencySlope(ladder: readonly GraphLatency[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanSteps, meanTime] = [mean(ladder.map(({ steps }) => steps)), mean(ladder.map(({ p50 }) => p50))];
  const covariance = mean(ladder.map(({ steps, p50 }) => (steps - meanSteps) * (p50 - meanTime)));
  return covariance / mean(ladder.map(({ steps }) => (steps - meanSteps) ** 2));
}
