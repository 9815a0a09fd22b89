/** @file The paired step ladder: one policy, several step counts, the same episodes and the same noise. */
import type { EpisodeOutcome, EvaluationRecord, Latency, PairedRecord } from '../experiment/records.ts';
import type { VectorEnvironment } from '../physics/environment.ts';
import type { ChunkPolicy } from '../policy/chunkPolicy.ts';
import { Random } from '../random/random.ts';
import { measureLatency } from './latency.ts';
import { rolloutSummary } from './rolloutSummary.ts';
import { rolloutEpisodes } from './rollouts.ts';
import { bootstrapMeanInterval, pairedOutcomes } from './statistics.ts';

export interface LadderOptions {
  /** Denoising step counts, such as 1, 2, 5, 10, 32 */
  readonly stepCounts: readonly number[];
  readonly episodes: number;
  /** Episode i is played from seed + i */
  readonly seed: number;
  /** Training step of the weights, for the records */
  readonly trainingStep: number;
  /** Control steps after which an episode ends as it stands; absent or 0: the scene's horizon */
  readonly stepLimit?: number;
  readonly signal?: AbortSignal;
  readonly onEpisode?: (steps: number, outcome: EpisodeOutcome) => void;
  /** Each rung as it is done */
  readonly onRung?: (record: EvaluationRecord) => void;
  /** Milliseconds, for latency; without it no latency is measured */
  readonly clock?: () => number;
  /** Awaited between two timed calls: whoever shares the thread takes a turn */
  readonly pause?: () => Promise<void>;
}

/** @returns one record a rung, then the paired table of the smallest against the largest step count, if they differ */
export async function evaluateLadder(
  policy: ChunkPolicy,
  environments: VectorEnvironment,
  options: LadderOptions,
): Promise<{ rungs: EvaluationRecord[]; paired: PairedRecord | null; outcomes: Map<number, EpisodeOutcome[]> }> {
  const seeds = Array.from({ length: options.episodes }, (_, i) => options.seed + i);
  const rungs: EvaluationRecord[] = [];
  const outcomes = new Map<number, EpisodeOutcome[]>();
  for (const steps of options.stepCounts) {
    const { signal, stepLimit } = options;
    const onEpisode = (outcome: EpisodeOutcome) => options.onEpisode?.(steps, outcome);
    const played = await rolloutEpisodes(policy, environments, { seeds, steps, stepLimit, signal, onEpisode });
    const latencyMs = options.clock
      ? await measureLatency(policy, environments.observationSize, steps, { ...options, clock: options.clock })
      : null;
    const rung = summarise(played, steps, options.trainingStep, latencyMs);
    outcomes.set(steps, played);
    rungs.push(rung);
    options.onRung?.(rung);
  }
  const [one, many] = [Math.min(...options.stepCounts), Math.max(...options.stepCounts)];
  if (one === many) return { rungs, paired: null, outcomes };
  const paired = pairOutcomes(outcomes.get(one)!, outcomes.get(many)!);
  return { rungs, paired: { kind: 'paired', step: options.trainingStep, one, many, ...paired }, outcomes };
}

function pairOutcomes(
  one: readonly EpisodeOutcome[],
  many: readonly EpisodeOutcome[],
): Omit<PairedRecord, 'kind' | 'step' | 'one' | 'many'> {
  const successes = (outcomes: readonly EpisodeOutcome[]) => outcomes.map(({ success }) => success);
  const differences = one.map((outcome, i) => outcome.return - many[i].return);
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / differences.length;
  const interval = bootstrapMeanInterval(differences, new Random(0));
  return { ...pairedOutcomes(successes(one), successes(many)), returnDifference: { mean, interval } };
}

/** One rung's record from its episodes. */
export function summarise(
  outcomes: readonly EpisodeOutcome[],
  steps: number,
  trainingStep: number,
  latencyMs: Latency | null,
): EvaluationRecord {
  const { episodes, successes, wilson, meanReturn, returnInterval } = rolloutSummary(outcomes);
  return {
    kind: 'evaluation',
    step: trainingStep,
    steps,
    episodes,
    successes,
    wilson,
    meanReturn,
    returnInterval,
    latencyMs,
  };
}
