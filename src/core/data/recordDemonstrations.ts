/** @file Makes a demonstration set: plays a scene's expert, seed after seed, until enough episodes are kept. */

import type { Environment } from '../physics/environment.ts';
import { Random } from '../random/random.ts';
import type { ExpertDefinition, SceneFacts } from '../scenes/scene.ts';
import { concatenateRows } from './concatenateRows.ts';
import type { Demonstrations, EpisodeSummary } from './demonstrations.ts';

export interface RecordingOptions {
  readonly scene: Pick<SceneFacts, 'id' | 'metric' | 'actionLimit'>;
  readonly expert: ExpertDefinition;
  /** One environment of that scene; it is stepped, not disposed. */
  readonly environment: Environment;
  /** Episodes to keep. Where success is the metric, failures are dropped. */
  readonly episodes: number;
  /** Seed of the first attempt; each attempt takes the next one. */
  readonly seed: number;
  /** The command that makes this set again, for the file */
  readonly command: string;
  /** Gives up beyond this many attempts; ten for each episode where absent. */
  readonly maximumAttempts?: number;
  /** Called after each attempt. */
  readonly onProgress?: (progress: RecordingProgress) => void;
  readonly signal?: AbortSignal;
}

export interface RecordingProgress {
  readonly kept: number;
  readonly attempts: number;
  readonly episodes: number;
  readonly last: Required<EpisodeSummary>;
}

interface Recording {
  readonly summary: Required<EpisodeSummary>;
  /** `[length, observationSize]` */
  readonly observations: Float32Array;
  /** `[length, actionSize]` */
  readonly actions: Float32Array;
}

// Streams of an attempt's seed, apart from the environment's own.
const expertStream = 1;
const noiseStream = 2;

/**
 * Same options, same set, bit for bit, on one machine. Between attempts it lets other tasks of its thread run.
 *
 * @throws RangeError where `episodes` is not a positive integer
 * @throws Error where the expert fails too often to fill the set
 * @throws the signal's reason where it is aborted; nothing is kept
 */
export async function recordDemonstrations(options: RecordingOptions): Promise<Demonstrations> {
  const { scene, expert, environment, episodes, seed, command, onProgress, signal } = options;
  if (!Number.isInteger(episodes) || episodes < 1) {
    throw new RangeError(`episodes: expected 1 or more, received ${episodes}`);
  }
  const maximumAttempts = options.maximumAttempts ?? 10 * episodes;
  const kept: Recording[] = [];
  let [attempts, successes] = [0, 0];
  while (kept.length < episodes) {
    signal?.throwIfAborted();
    if (attempts >= maximumAttempts) throw new Error(gaveUp(options, successes, attempts));
    const recording = recordEpisode(options, seed + attempts);
    attempts++;
    if (recording.summary.success) successes++;
    if (scene.metric === 'return' || recording.summary.success) kept.push(recording);
    onProgress?.({ kept: kept.length, attempts, episodes, last: recording.summary });
    await yieldToOtherTasks();
  }
  const summaries = kept.map((recording) => recording.summary);
  return {
    metadata: {
      scene: scene.id,
      id: expert.id,
      observationSize: environment.observationSize,
      actionSize: environment.actionSize,
      command,
      seed,
      attempts,
      successRate: scene.metric === 'success' ? successes / attempts : null,
      meanReturn: summaries.reduce((sum, summary) => sum + summary.return, 0) / summaries.length,
      episodes: summaries,
    },
    observations: concatenateRows(kept.map((recording) => recording.observations)),
    actions: concatenateRows(kept.map((recording) => recording.actions)),
  };
}

/** Plays one attempt to its end: a fall, the time limit, or the first success where that is the metric. */
function recordEpisode({ scene, expert, environment }: RecordingOptions, seed: number): Recording {
  const actor = expert.create(new Random(seed, expertStream));
  const noise = new Random(seed, noiseStream);
  const observations: number[] = [];
  const actions: number[] = [];
  let observation = environment.reset(seed);
  let [total, length, success] = [0, 0, false];
  for (let isOver = false; !isOver; ) {
    const action = clip(actor.act(observation), scene.actionLimit);
    observations.push(...observation);
    actions.push(...action);
    const transition = environment.step(disturb(action, expert.playNoise ?? 0, noise, scene.actionLimit));
    observation = transition.observation;
    total += transition.reward;
    length++;
    success ||= transition.success;
    isOver = transition.terminated || transition.truncated || (scene.metric === 'success' && success);
  }
  return {
    summary: { seed, length, return: total, success },
    observations: Float32Array.from(observations),
    actions: Float32Array.from(actions),
  };
}

/** What is played, where the recorded action is `action`: see `ExpertDefinition.playNoise`. */
function disturb(action: Float64Array, deviation: number, noise: Random, limit: SceneFacts['actionLimit']) {
  if (deviation === 0) return action;
  return clip(
    action.map((value) => noise.normal(value, deviation)),
    limit,
  );
}

function clip(action: ArrayLike<number>, [low, high]: SceneFacts['actionLimit']): Float64Array {
  return Float64Array.from(action, (value) => Math.min(high, Math.max(low, value)));
}

/** A cancellation arrives as a task of its own, which an unbroken loop would never let in. */
function yieldToOtherTasks(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

function gaveUp({ scene, expert, episodes }: RecordingOptions, successes: number, attempts: number): string {
  return (
    `${scene.id}: the ${expert.id} expert succeeded in ${successes} of ${attempts} attempts, too few for ` +
    `${episodes} demonstrations. Nothing was kept; ask for fewer episodes.`
  );
}
