/** @file Demonstration sets: episodes of observations and recorded actions, with how they were made. */
import { type Container, decodeContainer, encodeContainer, FileFormatError } from './container.ts';

export interface DemonstrationMetadata {
  /** Id of the scene the episodes were played in */
  readonly scene: string;
  /** Id of the set, such as "expert" */
  readonly id: string;
  readonly observationSize: number;
  readonly actionSize: number;
  /** The command that makes this file again */
  readonly command: string;
  readonly seed: number;
  /** Episodes that were played to get these, failures included */
  readonly attempts: number;
  /** Share of attempts that succeeded, before failures were dropped; null where the metric is the return */
  readonly successRate: number | null;
  readonly meanReturn: number;
  readonly episodes: readonly EpisodeSummary[];
}

export interface EpisodeSummary {
  readonly seed: number;
  readonly length: number;
  readonly return: number;
  readonly success: boolean;
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
  const container: Container<DemonstrationMetadata> = decodeContainer(bytes, name, kind);
  const { metadata } = container;
  if (container.version !== version) {
    throw new FileFormatError(`${name}: expected version ${version}, found ${container.version}. Nothing was read.`);
  }
  const transitions = metadata.episodes.reduce((sum, episode) => sum + episode.length, 0);
  const [observations, actions] = [container.arrays.observations, container.arrays.actions];
  expectLength(name, 'observations', observations, transitions, metadata.observationSize);
  expectLength(name, 'actions', actions, transitions, metadata.actionSize);
  return { metadata, observations: observations as Float32Array, actions: actions as Float32Array };
}

function expectLength(name: string, part: string, array: ArrayLike<number> | undefined, rows: number, columns: number) {
  if (array instanceof Float32Array && array.length === rows * columns) return;
  throw new FileFormatError(
    `${name}: ${part} holds ${array?.length ?? 'no'} values, expected ${rows} × ${columns}. Nothing was read.`,
  );
}
