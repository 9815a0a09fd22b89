/** @file The whole state of a run at one step: enough to continue it bit for bit on the same backend. */
import { decodeContainer, encodeContainer, FileFormatError } from '../data/container.ts';
import { isCount, isObject } from '../data/containerHeader.ts';
import { checkNetworkMetadata, expectParameters, type NetworkMetadata } from '../policy/checkedMetadata.ts';
import { encodePolicy } from '../policy/policyFile.ts';
import type { StepLosses, Weights } from './trainingStep.ts';

export interface SnapshotMetadata extends NetworkMetadata {
  /** Examples that it was trained on */
  readonly examples: number;
  /** Losses since the last training record: they count in the next one */
  readonly pendingLosses: readonly StepLosses[];
}

export interface Snapshot {
  readonly metadata: SnapshotMetadata;
  readonly weights: Weights;
}

const kind = 'snapshot';
const version = 2;

export function encodeSnapshot({ metadata, weights }: Snapshot): Uint8Array<ArrayBuffer> {
  return encodeContainer({ kind, version, metadata, arrays: { ...weights } });
}

/**
 * Version 1 kept the state of a generator and the order of the examples. Its weights go on as they are, from its step on
 * with the examples and the noise that this version draws there.
 * @throws FileFormatError where the bytes are not an intact snapshot
 */
export function decodeSnapshot(bytes: Uint8Array, name: string): Snapshot {
  const container = decodeContainer<unknown>(bytes, name, kind);
  if (container.version !== version && container.version !== 1) {
    throw new FileFormatError(
      `${name}: expected version 1 or ${version}, found ${container.version}. Nothing was read.`,
    );
  }
  const network = checkNetworkMetadata(container.metadata, name);
  const { order, ...arrays } = container.arrays;
  const progress = container.version === 1 ? fromVersion1(container.metadata, order) : container.metadata;
  if (!isProgress(progress)) {
    throw new FileFormatError(`${name}: its description of the run's progress is broken. Nothing was read.`);
  }
  const { examples, pendingLosses } = progress;
  const expect = (part: keyof Weights) => expectParameters(arrays[part], part, network.architecture, name);
  return {
    metadata: { ...network, examples, pendingLosses },
    weights: {
      parameters: expect('parameters'),
      ema: expect('ema'),
      firstMoment: expect('firstMoment'),
      secondMoment: expect('secondMoment'),
    },
  };
}

function fromVersion1(metadata: unknown, order: unknown): unknown {
  return isObject(metadata) && order instanceof Uint32Array ? { ...metadata, examples: order.length } : null;
}

function isProgress(value: unknown): value is Pick<SnapshotMetadata, 'examples' | 'pendingLosses'> {
  if (!isObject(value)) return false;
  const areLosses = Array.isArray(value.pendingLosses) && value.pendingLosses.every(isStepLosses);
  return isCount(value.examples) && areLosses;
}

function isStepLosses(value: unknown): value is StepLosses {
  const keys = ['loss', 'velocityLoss', 'dispersiveLoss'];
  return isObject(value) && keys.every((key) => Number.isFinite(value[key]));
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
