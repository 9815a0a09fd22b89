/** @file The whole state of a run at one step: enough to continue it bit for bit on the same backend. */
import { decodeContainer, encodeContainer, FileFormatError } from '../data/container.ts';
import type { Normalizer } from '../data/normalizer.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type { Architecture } from '../policy/architecture.ts';
import { encodePolicy } from '../policy/policyFile.ts';
import type { RandomState } from '../random/random.ts';
import type { EpochState } from './epochs.ts';
import type { StepLosses, Weights } from './trainingStep.ts';

export interface SnapshotMetadata {
  readonly experiment: Experiment;
  readonly architecture: Architecture;
  /** Optimiser steps taken */
  readonly step: number;
  readonly observationNormalizer: Normalizer;
  readonly actionNormalizer: Normalizer;
  readonly random: RandomState;
  readonly epochs: Omit<EpochState, 'order'>;
  /** Losses since the last training record: they count in the next one */
  readonly pendingLosses: readonly StepLosses[];
}

export interface Snapshot {
  readonly metadata: SnapshotMetadata;
  readonly weights: Weights;
  /** Order of the examples in the running epoch */
  readonly order: Uint32Array;
}

const kind = 'snapshot';
const version = 1;

export function encodeSnapshot({ metadata, weights, order }: Snapshot): Uint8Array<ArrayBuffer> {
  return encodeContainer({ kind, version, metadata, arrays: { ...weights, order } });
}

/** @throws FileFormatError where the bytes are not an intact snapshot */
export function decodeSnapshot(bytes: Uint8Array, name: string): Snapshot {
  const container = decodeContainer<SnapshotMetadata>(bytes, name, kind);
  if (container.version !== version) {
    throw new FileFormatError(`${name}: expected version ${version}, found ${container.version}. Nothing was read.`);
  }
  const { order, ...weights } = container.arrays;
  return { metadata: container.metadata, weights: weights as unknown as Weights, order: order as Uint32Array };
}

/** The policy inside a snapshot, as a file: the EMA weights act. */
export function policyOfSnapshot({ metadata, weights }: Snapshot): Uint8Array<ArrayBuffer> {
  const { experiment, step, architecture, observationNormalizer, actionNormalizer } = metadata;
  const scene = experiment.scene;
  return encodePolicy({
    metadata: { scene, experiment, step, architecture, observationNormalizer, actionNormalizer },
    parameters: weights.ema,
  });
}
