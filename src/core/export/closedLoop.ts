/** @file The exported graph and the trainer in the same episodes, side by side. */

import { rolloutEpisodes } from '../evaluation/rollouts.ts';
import { wilsonInterval } from '../evaluation/statistics.ts';
import type { EpisodeOutcome } from '../experiment/records.ts';
import type { VectorEnvironment } from '../physics/environment.ts';
import type { ChunkPolicy } from '../policy/chunkPolicy.ts';

export interface ClosedLoopSide {
  readonly successes: number;
  /** Wilson 95 % interval of the success rate */
  readonly wilson: readonly [number, number];
  readonly meanReturn: number;
}

export interface ClosedLoopCheck {
  readonly episodes: number;
  readonly exported: ClosedLoopSide;
  readonly trainer: ClosedLoopSide;
  /** Episodes of the same length and success on both sides */
  readonly agreed: number;
  /** Those that differ: what float32 rounding grew into, over an episode */
  readonly disagreements: readonly {
    readonly seed: number;
    readonly exported: EpisodeOutcome;
    readonly trainer: EpisodeOutcome;
  }[];
  /** Over all episodes */
  readonly largestReturnDifference: number;
}

export interface ClosedLoopOptions {
  readonly episodes: number;
  /** Episode i is played from seed + i, with the same noise on both sides */
  readonly seed: number;
  /** Denoising steps K of the graph */
  readonly steps: number;
  readonly signal?: AbortSignal;
  readonly onEpisode?: (done: number, of: number) => void;
}

export async function checkClosedLoop(
  exported: ChunkPolicy,
  trainer: ChunkPolicy,
  environments: VectorEnvironment,
  { episodes, seed, steps, signal, onEpisode }: ClosedLoopOptions,
): Promise<ClosedLoopCheck> {
  const seeds = Array.from({ length: episodes }, (_, i) => seed + i);
  let done = 0;
  const options = { seeds, steps, signal, onEpisode: () => onEpisode?.(++done, 2 * episodes) };
  const [ours, theirs] = [
    await rolloutEpisodes(exported, environments, options),
    await rolloutEpisodes(trainer, environments, options),
  ];
  const pairs = ours.map((outcome, i) => ({ seed: outcome.seed, exported: outcome, trainer: theirs[i] }));
  const disagreements = pairs.filter(
    (pair) => pair.exported.success !== pair.trainer.success || pair.exported.length !== pair.trainer.length,
  );
  return {
    episodes,
    exported: summarise(ours),
    trainer: summarise(theirs),
    agreed: episodes - disagreements.length,
    disagreements,
    largestReturnDifference: Math.max(...pairs.map((pair) => Math.abs(pair.exported.return - pair.trainer.return))),
  };
}

function summarise(outcomes: readonly EpisodeOutcome[]): ClosedLoopSide {
  const successes = outcomes.filter(({ success }) => success).length;
  return {
    successes,
    wilson: wilsonInterval(successes, outcomes.length),
    meanReturn: outcomes.reduce((sum, outcome) => sum + outcome.return, 0) / outcomes.length,
  };
}
