/** @file A trained policy as a file: EMA weights, normalisers, and the experiment that made it. */
import { decodeContainer, encodeContainer, FileFormatError } from '../data/container.ts';
import { checkNetworkMetadata, expectParameters, type NetworkMetadata } from './checkedMetadata.ts';

export interface PolicyMetadata extends NetworkMetadata {
  /** Id of the scene it acts in */
  readonly scene: string;
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
  const container = decodeContainer<unknown>(bytes, name, kind);
  if (container.version !== version) {
    throw new FileFormatError(`${name}: expected version ${version}, found ${container.version}. Nothing was read.`);
  }
  const network = checkNetworkMetadata(container.metadata, name);
  const parameters = expectParameters(container.arrays.parameters, 'parameters', network.architecture, name);
  return { metadata: { ...network, scene: network.experiment.scene }, parameters };
}
