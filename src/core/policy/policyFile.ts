/** @file A trained policy as a file: EMA weights, normalisers, and the experiment that made it. */
import { decodeContainer, encodeContainer, FileFormatError } from '../data/container.ts';
import type { Normalizer } from '../data/normalizer.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { type Architecture, parameterCount } from './architecture.ts';

export interface PolicyMetadata {
  readonly scene: string;
  readonly experiment: Experiment;
  /** Training steps behind the weights */
  readonly step: number;
  readonly architecture: Architecture;
  readonly observationNormalizer: Normalizer;
  readonly actionNormalizer: Normalizer;
}

export interface PolicyFile {
  readonly metadata: PolicyMetadata;
  /** Flat vector, `[parameterCount(architecture)]` */
  readonly parameters: Float32Array;
}

const kind = 'policy';
const version = 1;

export function encodePolicy({ metadata, parameters }: PolicyFile): Uint8Array<ArrayBuffer> {
  return encodeContainer({ kind, version, metadata, arrays: { parameters } });
}

/** @throws FileFormatError where the bytes are not an intact policy file */
export function decodePolicy(bytes: Uint8Array, name: string): PolicyFile {
  const container = decodeContainer<PolicyMetadata>(bytes, name, kind);
  if (container.version !== version) {
    throw new FileFormatError(`${name}: expected version ${version}, found ${container.version}. Nothing was read.`);
  }
  const { parameters } = container.arrays;
  const expected = parameterCount(container.metadata.architecture);
  if (!(parameters instanceof Float32Array) || parameters.length !== expected) {
    throw new FileFormatError(
      `${name}: holds ${parameters?.length ?? 'no'} parameters, its network has ${expected}. Nothing was read.`,
    );
  }
  return { metadata: container.metadata, parameters };
}
