/** @file Demonstration sets: episodes of observations and recorded actions, with how they were made. */
import { decodeContainer, encodeContainer, FileFormatError } from './container.ts';
import { isCount, isObject } from './containerHeader.ts';

export interface DemonstrationMetadata {
  /** Id of the scene the episodes were played in */
  readonly scene: string;
  /** Id of the set, such as "expert" */
  readonly id: string;
  readonly observationSize: number;
  readonly actionSize: number;
  /** The command that makes this file again, or where the episodes came from */
  readonly command: string;
  /** Seed of the first attempt; absent where the episodes were brought from elsewhere */
  readonly seed?: number;
  /** Episodes that were played to get these, failures included */
  readonly attempts: number;
  /** Share of attempts that succeeded, before failures were dropped; null where the metric is the return, or unknown */
  readonly successRate: number | null;
  /** Absent where rewards are unknown */
  readonly meanReturn?: number;
  readonly episodes: readonly EpisodeSummary[];
}

/** What is absent is not known: the episode was brought from elsewhere. */
export interface EpisodeSummary {
  readonly seed?: number;
  readonly length: number;
  readonly return?: number;
  readonly success?: boolean;
}

export interface Demonstrations {
  readonly metadata: DemonstrationMetadata;
  /** All episodes one after the other, `[transitions, observationSize]`, raw units */
  readonly observations: Float32Array;
  /** `[transitions, actionSize]`, raw units */
  readonly actions: Float32Array;
}

const kind = 'demonstrations';
const version = 1;

export function encodeDemonstrations(set: Demonstrations): Uint8Array<ArrayBuffer> {
  const arrays = { observations: set.observations, actions: set.actions };
  return encodeContainer({ kind, version, metadata: set.metadata, arrays });
}

/** @throws FileFormatError where the file is damaged, of another kind, or its parts do not fit together */
export function decodeDemonstrations(bytes: Uint8Array, name: string): Demonstrations {
  const container = decodeContainer<unknown>(bytes, name, kind);
  if (container.version !== version) {
    throw new FileFormatError(`${name}: expected version ${version}, found ${container.version}. Nothing was read.`);
  }
  const { metadata } = container;
  if (!isMetadata(metadata)) {
    throw new FileFormatError(`${name}: its description of the episodes is broken. Nothing was read.`);
  }
  const transitions = metadata.episodes.reduce((sum, episode) => sum + episode.length, 0);
  const { observations, actions } = container.arrays;
  return {
    metadata,
    observations: expectRows(name, 'observations', observations, transitions, metadata.observationSize),
    actions: expectRows(name, 'actions', actions, transitions, metadata.actionSize),
  };
}

function expectRows(name: string, part: string, array: unknown, rows: number, columns: number): Float32Array {
  if (!(array instanceof Float32Array) || array.length !== rows * columns) {
    const found = array instanceof Float32Array ? array.length : 'no float32';
    throw new FileFormatError(
      `${name}: ${part} holds ${found} values, expected ${rows} × ${columns}. Nothing was read.`,
    );
  }
  const broken = array.findIndex((value) => !Number.isFinite(value));
  if (broken >= 0) {
    const row = Math.floor(broken / columns);
    throw new FileFormatError(`${name}: ${part}, row ${row}, holds ${array[broken]}. Nothing was read.`);
  }
  return array;
}

function isMetadata(value: unknown): value is DemonstrationMetadata {
  if (!isObject(value)) return false;
  const { scene, id, observationSize, actionSize, command, seed, attempts, successRate, meanReturn, episodes } = value;
  const areTexts = [scene, id, command].every((text) => typeof text === 'string');
  const areSizes = [observationSize, actionSize].every((size) => isCount(size) && size > 0);
  const areNumbers = [seed, meanReturn].every(isNumberOrAbsent) && isCount(attempts);
  const isRate = successRate === null || Number.isFinite(successRate);
  return areTexts && areSizes && areNumbers && isRate && Array.isArray(episodes) && episodes.every(isEpisode);
}

function isEpisode(value: unknown): value is EpisodeSummary {
  if (!isObject(value)) return false;
  const isPlayed = isCount(value.length) && value.length > 0;
  const isOutcome = value.success === undefined || typeof value.success === 'boolean';
  return isPlayed && [value.seed, value.return].every(isNumberOrAbsent) && isOutcome;
}

/** A number that was not finite is written as null, and is neither. */
function isNumberOrAbsent(value: unknown): boolean {
  return value === undefined || Number.isFinite(value);
}
