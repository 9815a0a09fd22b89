/** @file How long the policy takes for one chunk of actions, in one step and in many. */
import type { EvaluationRecord, Latency, LatencyRecord } from '../experiment/records.ts';
import type { ChunkPolicy } from '../policy/chunkPolicy.ts';
import { Random } from '../random/random.ts';
import { percentile } from './statistics.ts';

export interface TimingOptions {
  /** Milliseconds */
  readonly clock: () => number;
  /** Most calls that are timed; 40 where absent */
  readonly calls?: number;
  /** Awaited between two calls, and not timed: whoever shares the thread takes a turn */
  readonly pause?: () => Promise<void>;
  readonly signal?: AbortSignal;
}

/** Calls to warm up, and the fewest that are timed, however slow they are. */
const fewestCalls = 5;
/** Calls are timed together until a millisecond has passed, since a browser's clock ticks too coarsely for one. */
const shortestTimingMs = 1;
/** Calls that are timed together at most, where the clock stands still */
const mostCallsTogether = 1000;
/** On a slow device, timing must not hold up the training beside it. */
const longestTimingMs = 2000;

/**
 * Time of one call at batch 1, read-back included: median and 95th percentile of 40 calls after 5 to warm up; of fewer
 * where they would take longer than two seconds, though never of less than five. A call that is shorter than a
 * millisecond is the mean of as many as fill one.
 *
 * @throws AbortError where the signal ends it
 */
export async function measureLatency(
  policy: ChunkPolicy,
  observationSize: number,
  steps: number,
  { clock, calls = 40, pause, signal }: TimingOptions,
): Promise<Latency> {
  const observation = new Float32Array(observationSize);
  const noise = new Random(0).normals(policy.actionHorizon * policy.actionSize);
  const times: number[] = [];
  const end = clock() + longestTimingMs;
  const call = async () => {
    await pause?.();
    signal?.throwIfAborted();
    const start = clock();
    let together = 0;
    do {
      await policy.sample(observation, noise, steps);
      together++;
    } while (clock() - start < shortestTimingMs && together < mostCallsTogether);
    return (clock() - start) / together;
  };
  for (let warmUp = 0; warmUp < fewestCalls && (warmUp === 0 || clock() < end); warmUp++) await call();
  while (times.length < fewestCalls || (times.length < calls && clock() < end)) times.push(await call());
  return { p50: percentile(times, 50), p95: percentile(times, 95) };
}

/** Step counts between 1 and 32 that the ladder names */
const between = [2, 5, 10];

/**
 * The latency of 1, 2, 5, 10 and 32 steps, of which those that were evaluated are timed already.
 *
 * @param evaluated evaluations of the same weights, with their latency
 * @param isTraining training goes on beside it
 */
export async function measureLatencyLadder(
  policy: ChunkPolicy,
  observationSize: number,
  evaluated: readonly EvaluationRecord[],
  isTraining: boolean,
  options: TimingOptions,
): Promise<LatencyRecord> {
  const ladder: { steps: number; latencyMs: Latency }[] = evaluated.flatMap(({ steps, latencyMs }) =>
    latencyMs ? [{ steps, latencyMs }] : [],
  );
  for (const steps of between) {
    ladder.push({ steps, latencyMs: await measureLatency(policy, observationSize, steps, options) });
  }
  ladder.sort((a, b) => a.steps - b.steps);
  return { kind: 'latency', step: evaluated[0].step, isTraining, ladder };
}
