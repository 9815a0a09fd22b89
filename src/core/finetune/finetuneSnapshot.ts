/**
 * @file The whole state of a stage 2 run between two iterations: enough to continue it bit for bit on the same backend.
 *
 * It holds the stage 1 policy that it is anchored to, so that the file alone is enough.
 */
import { concatenateRows } from '../data/concatenateRows.ts';
import { decodeContainer, encodeContainer, FileFormatError } from '../data/container.ts';
import { isCount, isObject } from '../data/containerHeader.ts';
import type { EpisodeOutcome } from '../experiment/records.ts';
import { parameterCount } from '../policy/architecture.ts';
import { checkNetworkMetadata, expectParameters, type NetworkMetadata } from '../policy/checkedMetadata.ts';
import { decodePolicy, encodePolicy, type PolicyFile } from '../policy/policyFile.ts';
import type { FinetuneWeights, LearnedVector } from './finetuneStep.ts';
import type { RewardScaleState } from './rewardScale.ts';
import type { RobotsState, RunningEpisode } from './robots.ts';
import type { MomentsState } from './runningMoments.ts';

export interface FinetuneProgress {
  /** Iterations done */
  readonly iteration: number;
  readonly rewardScale: RewardScaleState;
  /** Of raw observations, from which the scratch policy's normaliser is made; null where the stage 1 policy brings one */
  readonly observed: MomentsState | null;
  /** The last episodes that ended, oldest first */
  readonly recent: readonly EpisodeOutcome[];
}

export interface FinetuneSnapshot {
  /** Its step counts environment steps; its normalisers are those that act now. */
  readonly network: NetworkMetadata;
  readonly progress: FinetuneProgress;
  readonly weights: FinetuneWeights;
  readonly robots: RobotsState;
  /** Bytes of the stage 1 policy's file, as it came; null from scratch */
  readonly parent: Uint8Array | null;
}

export const finetuneSnapshotKind = 'finetuning';
const version = 1;

export function encodeFinetuneSnapshot(snapshot: FinetuneSnapshot): Uint8Array<ArrayBuffer> {
  const { network, progress, weights, robots, parent } = snapshot;
  const { actor, critic } = weights;
  const metadata = {
    ...network,
    progress,
    steps: { actor: actor.steps, critic: critic.steps },
    begun: robots.begun,
    episodes: robots.episodes.map(({ chunks, ...episode }) => ({ ...episode, chunks: chunks.length })),
  };
  const arrays = {
    ...named('actor', actor),
    ...named('critic', critic),
    chunks: concatenateRows(robots.episodes.flatMap(({ chunks }) => chunks)),
    // Container files are a multiple of 8 bytes long.
    ...(parent && { parent: new Uint32Array(parent.slice().buffer) }),
  };
  return encodeContainer({ kind: finetuneSnapshotKind, version, metadata, arrays });
}

/** @throws FileFormatError where the bytes are not an intact snapshot of stage 2 */
export function decodeFinetuneSnapshot(bytes: Uint8Array, name: string): FinetuneSnapshot {
  const container = decodeContainer<unknown>(bytes, name, finetuneSnapshotKind);
  const refuse = (problem: string): never => {
    throw new FileFormatError(`${name}: ${problem}. Nothing was read.`);
  };
  if (container.version !== version) return refuse(`expected version ${version}, found ${container.version}`);
  const { arrays, metadata } = container;
  const network = checkNetworkMetadata(metadata, name);
  if (!isDescription(metadata)) return refuse('its description of the run’s progress is broken');
  const vector = (part: 'actor' | 'critic'): LearnedVector => {
    const [parameters, firstMoment, secondMoment] = vectorParts.map((one) => arrays[`${part}.${one}`]);
    const isVector = (array: unknown): array is Float32Array =>
      array instanceof Float32Array && array.length > 0 && array.every(Number.isFinite);
    if (!isVector(parameters) || !isVector(firstMoment) || !isVector(secondMoment)) {
      return refuse(`its ${part} is missing or holds a value that is not finite`);
    }
    if (firstMoment.length !== parameters.length || secondMoment.length !== parameters.length) {
      return refuse(`its ${part}’s moments are not as many as its parameters`);
    }
    return { parameters, firstMoment, secondMoment, steps: metadata.steps[part] };
  };
  const weights = { actor: vector('actor'), critic: vector('critic') };
  const parent = arrays.parent instanceof Uint32Array ? new Uint8Array(arrays.parent.buffer) : null;
  if (parent) {
    const { parameters } = decodePolicy(parent, `${name}, its stage 1 policy`);
    expectParameters(parameters, 'its stage 1 policy', network.architecture, name);
  }
  const episodes = readEpisodes(metadata.episodes, arrays.chunks, refuse);
  return { network, progress: metadata.progress, weights, robots: { episodes, begun: metadata.begun }, parent };
}

const vectorParts = ['parameters', 'firstMoment', 'secondMoment'] as const;

function named(part: string, vector: LearnedVector): Record<string, Float32Array> {
  return Object.fromEntries(vectorParts.map((one) => [`${part}.${one}`, vector[one]]));
}

interface Description {
  readonly progress: FinetuneProgress;
  readonly steps: { readonly actor: number; readonly critic: number };
  readonly begun: number;
  readonly episodes: readonly (Omit<RunningEpisode, 'chunks'> & { readonly chunks: number })[];
}

function readEpisodes(described: Description['episodes'], chunks: unknown, refuse: (problem: string) => never) {
  const count = described.reduce((sum, episode) => sum + episode.chunks, 0);
  if (!(chunks instanceof Float32Array) || (count > 0 && (chunks.length % count !== 0 || chunks.length === 0))) {
    return refuse('its episodes do not hold as many action chunks as they say');
  }
  const width = count > 0 ? chunks.length / count : 0;
  let next = 0;
  return described.map((episode): RunningEpisode => {
    const own = Array.from({ length: episode.chunks }, () => chunks.slice(next * width, ++next * width));
    return { ...episode, chunks: own };
  });
}

function isDescription(value: unknown): value is Description {
  if (!isObject(value) || !isObject(value.steps) || !isProgress(value.progress)) return false;
  const { actor, critic } = value.steps;
  const areEpisodes =
    Array.isArray(value.episodes) &&
    value.episodes.every(
      (episode) =>
        isObject(episode) &&
        [episode.seed, episode.chunks, episode.length].every(isCount) &&
        Number.isFinite(episode.return),
    );
  return isCount(actor) && isCount(critic) && isCount(value.begun) && areEpisodes;
}

function isProgress(value: unknown): value is FinetuneProgress {
  if (!isObject(value) || !isObject(value.rewardScale) || !isCount(value.iteration)) return false;
  const { moments, returns, range } = value.rewardScale;
  const areReturns = [returns, range].every((list) => Array.isArray(list) && list.every(Number.isFinite));
  const isObserved = value.observed === null || isMoments(value.observed);
  const areOutcomes = Array.isArray(value.recent) && value.recent.every(isOutcome);
  return isMoments(moments) && areReturns && isObserved && areOutcomes;
}

function isOutcome(value: unknown): value is EpisodeOutcome {
  if (!isObject(value) || typeof value.success !== 'boolean') return false;
  return isCount(value.seed) && isCount(value.length) && Number.isFinite(value.return);
}

function isMoments(value: unknown): value is MomentsState {
  if (!isObject(value) || !isCount(value.count)) return false;
  return [value.mean, value.squares].every((list) => Array.isArray(list) && list.every(Number.isFinite));
}

/** The policy inside a snapshot, as a file: it acts without exploration noise. */
export function policyOfFinetuneSnapshot({ network, weights }: FinetuneSnapshot): Uint8Array<ArrayBuffer> {
  return encodePolicy(actingPolicy(network, weights.actor.parameters));
}

/** @param actor the actor's flat vector, of which the network is the first part */
export function actingPolicy(network: NetworkMetadata, actor: Float32Array): PolicyFile {
  const { experiment, step, architecture, observationNormalizer, actionNormalizer } = network;
  const metadata = { scene: experiment.scene, experiment, step, architecture, observationNormalizer, actionNormalizer };
  return { metadata, parameters: actor.slice(0, parameterCount(architecture)) };
}
