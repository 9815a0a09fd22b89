/**
 * @file Plays seeded episodes with a chunk policy over a vector environment.
 *
 * An episode's initial state and all its noise are named by its seed alone, never by who else is in the batch: so two
 * step counts meet the same episodes, and more workers give the same numbers.
 */

import { concatenateRows } from '../data/concatenateRows.ts';
import type { EpisodeOutcome } from '../experiment/records.ts';
import type { VectorEnvironment } from '../physics/environment.ts';
import { nonFiniteFailure } from '../physics/finiteEnvironment.ts';
import { chunkNoise } from '../policy/chunkNoise.ts';
import type { ChunkPolicy } from '../policy/chunkPolicy.ts';

export interface RolloutOptions {
  /** One episode each */
  readonly seeds: readonly number[];
  /** Denoising steps K */
  readonly steps: number;
  /** Control steps after which an episode ends as it stands; absent or 0: the scene's horizon */
  readonly stepLimit?: number;
  readonly signal?: AbortSignal;
  readonly onEpisode?: (outcome: EpisodeOutcome) => void;
}

interface RunningEpisode {
  readonly index: number;
  readonly seed: number;
  chunks: number;
  length: number;
  return: number;
}

/**
 * Episode i is played on lane i mod lanes, so that batches are the same in every run; lanes work side by side.
 * @returns outcomes in the order of the seeds
 * @throws the signal's reason when it is aborted between two chunks
 */
export async function rolloutEpisodes(
  policy: ChunkPolicy,
  environments: VectorEnvironment,
  options: RolloutOptions,
): Promise<EpisodeOutcome[]> {
  const outcomes = new Array<EpisodeOutcome>(options.seeds.length);
  const laneCount = environments.lanes.length;
  await Promise.all(
    environments.lanes.map(async (slots, lane) => {
      const queue = options.seeds
        .map((seed, index) => ({ seed, index }))
        .filter(({ index }) => index % laneCount === lane);
      await playLane(policy, environments, slots, queue, options, outcomes);
    }),
  );
  return outcomes;
}

async function playLane(
  policy: ChunkPolicy,
  environments: VectorEnvironment,
  slots: readonly number[],
  queue: { readonly seed: number; readonly index: number }[],
  options: RolloutOptions,
  outcomes: EpisodeOutcome[],
): Promise<void> {
  const size = environments.observationSize;
  const stepLimit = options.stepLimit || Number.POSITIVE_INFINITY;
  const running = new Map<number, RunningEpisode>();
  const observations = new Map<number, Float32Array>();
  const begin = async (free: readonly number[]) => {
    const starting = free.slice(0, queue.length).map((slot) => ({ slot, ...queue.shift()! }));
    if (starting.length === 0) return;
    const first = await environments.reset(
      starting.map(({ slot }) => slot),
      starting.map(({ seed }) => seed),
    );
    starting.forEach(({ slot, seed, index }, i) => {
      running.set(slot, { index, seed, chunks: 0, length: 0, return: 0 });
      observations.set(slot, first.slice(i * size, (i + 1) * size));
    });
  };

  await begin(slots);
  while (running.size > 0) {
    options.signal?.throwIfAborted();
    const active = [...running.keys()];
    const batch = concatenateRows(active.map((slot) => observations.get(slot)!));
    const chunkLength = policy.actionHorizon * policy.actionSize;
    const noise = concatenateRows(
      active.map((slot) => {
        const { seed, chunks } = running.get(slot)!;
        return chunkNoise(seed, chunks, chunkLength);
      }),
    );
    const actions = await policy.sample(batch, noise, options.steps);
    const chunk = await environments.step(active, actions);

    active.forEach((slot, i) => {
      const episode = running.get(slot)!;
      episode.chunks++;
      episode.length += chunk.lengths[i];
      episode.return += chunk.rewards[i];
      observations.set(slot, chunk.observations.slice(i * size, (i + 1) * size));
      const hasEnded = chunk.terminated[i] || chunk.truncated[i] || chunk.successes[i];
      if (!hasEnded && episode.length < stepLimit) return;
      running.delete(slot);
      const { seed, length, index } = episode;
      const success = chunk.successes[i] === 1;
      const failure = chunk.failures[i] === 1 ? nonFiniteFailure(length) : undefined;
      outcomes[index] = { seed, length, return: episode.return, success, ...(failure && { failure }) };
      options.onEpisode?.(outcomes[index]);
    });
    if (queue.length > 0) await begin(active.filter((slot) => !running.has(slot)));
  }
}
