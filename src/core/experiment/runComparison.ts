/**
 * @file Two runs on the same episodes: which succeeded with both, with one alone, with neither, and what that says.
 *
 * Every evaluation of a scene plays the same seeds from the same initial states with the same noise, so two runs are
 * paired episode by episode. That takes out how hard an episode is, and needs far fewer of them than two rates do.
 */
import { bootstrapMeanInterval, mcnemarExact } from '../evaluation/statistics.ts';
import { Random } from '../random/random.ts';
import type { Experiment } from './experiment.ts';
import { successDifference } from './pairedDifference.ts';
import type { EpisodeOutcome, EvaluationRecord } from './records.ts';

/** B against A with one number of denoising steps. */
export interface RunComparison {
  /** Step of B's weights, and of A's too where two runs are compared */
  readonly step: number;
  /** Denoising steps K */
  readonly steps: number;
  readonly episodes: number;
  readonly both: number;
  readonly onlyA: number;
  readonly onlyB: number;
  readonly neither: number;
  /** Success rate of B minus that of A, shares, with its 95 % interval */
  readonly difference: { readonly mean: number; readonly interval: readonly [number, number] };
  /** Exact two-sided McNemar test of "both are equally good" */
  readonly pValue: number;
}

/** Return of B minus that of A on the same episodes. */
export interface ReturnComparison {
  readonly step: number;
  readonly steps: number;
  readonly episodes: number;
  readonly mean: number;
  /** Bootstrap 95 % interval of the mean difference */
  readonly interval: readonly [number, number];
}

/** What must agree, so that the same seed is the same episode under the same rules */
const sameEpisodes = ['scene', 'evaluation.stepLimit'] as const;

/** @returns why two experiments do not play the same episodes: the setting in which they differ; null where they do */
export function whyNotPaired(a: Experiment, b: Experiment): (typeof sameEpisodes)[number] | null {
  return sameEpisodes.find((key) => a[key] !== b[key]) ?? null;
}

type EpisodePairs = readonly (readonly [a: EpisodeOutcome, b: EpisodeOutcome])[];

/**
 * The episodes of two runs' evaluations side by side, matched by seed.
 *
 * @returns null where they are not of the same step, number of denoising steps and seeds, or were kept without outcomes
 */
export function pairEpisodes(a: EvaluationRecord, b: EvaluationRecord): EpisodePairs | null {
  return a.step === b.step ? pairAcrossSteps(a, b) : null;
}

/** The same for evaluations of one run at two steps: what it did before, and after. */
export function pairAcrossSteps(a: EvaluationRecord, b: EvaluationRecord): EpisodePairs | null {
  if (a.steps !== b.steps || !a.outcomes || !b.outcomes) return null;
  const ofSeed = new Map(b.outcomes.map((outcome) => [outcome.seed, outcome]));
  if (a.outcomes.length === 0 || ofSeed.size !== a.outcomes.length || b.outcomes.length !== ofSeed.size) return null;
  const pairs = a.outcomes.flatMap((outcome) => {
    const twin = ofSeed.get(outcome.seed);
    return twin ? [[outcome, twin] as const] : [];
  });
  return pairs.length === a.outcomes.length ? pairs : null;
}

/**
 * @param pair how their episodes are matched: of two runs at one step where absent
 * @returns null where the two are not of the same episodes
 */
export function compareSuccess(
  a: EvaluationRecord,
  b: EvaluationRecord,
  pair: typeof pairEpisodes = pairEpisodes,
): RunComparison | null {
  const pairs = pair(a, b);
  if (!pairs) return null;
  const count = (ofA: boolean, ofB: boolean) =>
    pairs.filter(([one, other]) => one.success === ofA && other.success === ofB).length;
  const table = {
    both: count(true, true),
    onlyA: count(true, false),
    onlyB: count(false, true),
    neither: count(false, false),
  };
  const { onlyA, onlyB } = table;
  return {
    step: b.step,
    steps: a.steps,
    episodes: pairs.length,
    ...table,
    difference: successDifference({ ...table, onlyOne: onlyB, onlyMany: onlyA }),
    pValue: mcnemarExact({ onlyOne: onlyB, onlyMany: onlyA }),
  };
}

/**
 * @param pair how their episodes are matched: of two runs at one step where absent
 * @returns null where the two are not of the same episodes, or a return is not finite
 */
export function compareReturn(
  a: EvaluationRecord,
  b: EvaluationRecord,
  pair: typeof pairEpisodes = pairEpisodes,
): ReturnComparison | null {
  const differences = pair(a, b)?.map(([one, other]) => other.return - one.return);
  if (!differences?.every(Number.isFinite)) return null;
  return {
    step: b.step,
    steps: a.steps,
    episodes: differences.length,
    mean: differences.reduce((sum, difference) => sum + difference, 0) / differences.length,
    interval: bootstrapMeanInterval(differences, new Random(0)),
  };
}
