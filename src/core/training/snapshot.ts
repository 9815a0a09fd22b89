/** @file The whole state of a run at one step: enough to continue it bit for bit on the same backend. */
import { decodeContainer, encodeContainer, FileFormatError } from '../data/container.ts';
import { isCount, isObject } from '../data/containerHeader.ts';
import { checkNetworkMetadata, expectParameters, type NetworkMetadata } from '../policy/checkedMetadata.ts';
import { encodePolicy } from '../policy/policyFile.ts';
import type { RandomState } from '../random/random.ts';
import type { EpochState } from './epochs.ts';
import type { StepLosses, Weights } from './trainingStep.ts';

export interface SnapshotMetadata extends NetworkMetadata {
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
  const container = decodeContainer<unknown>(bytes, name, kind);
  if (container.version !== version) {
    throw new FileFormatError(`${name}: expected version ${version}, found ${container.version}. Nothing was read.`);
  }
  const network = checkNetworkMetadata(container.metadata, name);
  const { order, ...arrays } = container.arrays;
  const progress = container.metadata;
  if (!isProgress(progress) || !(order instanceof Uint32Array)) {
    throw new FileFormatError(`${name}: its description of the run's progress is broken. Nothing was read.`);
  }
  const { random, epochs, pendingLosses } = progress;
  const expect = (part: keyof Weights) => expectParameters(arrays[part], part, network.architecture, name);
  return {
    metadata: { ...network, random, epochs, pendingLosses },
    weights: {
      parameters: expect('parameters'),
      ema: expect('ema'),
      firstMoment: expect('firstMoment'),
      secondMoment: expect('secondMoment'),
    },
    order,
  };
}

function isProgress(value: unknown): value is Pick<SnapshotMetadata, 'random' | 'epochs' | 'pendingLosses'> {
  if (!isObject(value) || !isObject(value.random) || !isObject(value.epochs)) return false;
  const { words, spareNormal } = value.random;
  const hasStream = Array.isArray(words) && words.length === 4 && words.every(Number.isInteger);
  const hasSpare = spareNormal === null || Number.isFinite(spareNormal);
  const { epoch, cursor } = value.epochs;
  const areLosses = Array.isArray(value.pendingLosses) && value.pendingLosses.every(isStepLosses);
  return hasStream && hasSpare && isCount(epoch) && isCount(cursor) && areLosses;
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
