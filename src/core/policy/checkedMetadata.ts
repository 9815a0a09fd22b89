/** @file Checks what policy and snapshot files say of their network, for they may come from a stranger's download. */
import { FileFormatError } from '../data/container.ts';
import { isCount, isObject } from '../data/containerHeader.ts';
import type { Normalizer } from '../data/normalizer.ts';
import { checkSetting, type Experiment, type ExperimentInput, resolveExperiment } from '../experiment/experiment.ts';
import { findSetting, type SettingKey } from '../experiment/settings.ts';
import { type Architecture, chunkLength, parameterCount } from './architecture.ts';

/** What every file that holds weights says of them. */
export interface NetworkMetadata {
  readonly experiment: Experiment;
  readonly architecture: Architecture;
  /** Optimiser steps taken */
  readonly step: number;
  readonly observationNormalizer: Normalizer;
  readonly actionNormalizer: Normalizer;
}

/** No real network of this lab is larger; a forged size is refused before anything is allocated for it. */
const largestParameterCount = 1e8;

const sizes = [
  'observationSize',
  'actionHorizon',
  'actionSize',
  'hiddenSize',
  'residualBlocks',
  'conditionHiddenSize',
  'conditionSize',
  'timeEmbeddingSize',
] as const;

/** What a file from before these fields existed means by leaving them out. */
const laterFields: Pick<Architecture, 'conditionNormalization' | 'conditionScale' | 'latent'> = {
  conditionNormalization: 'none',
  conditionScale: 1,
  latent: 'noise',
};

/**
 * Settings that a file from before they existed does not name take their defaults.
 * @param name the file's name, for messages
 * @throws FileFormatError where the description is not one of a network
 */
export function checkNetworkMetadata(metadata: unknown, name: string): NetworkMetadata {
  const refuse = (problem: string): never => {
    throw new FileFormatError(`${name}: ${problem}. Nothing was read.`);
  };
  if (!isObject(metadata)) return refuse('it does not describe its network');
  const { step, observationNormalizer, actionNormalizer } = metadata;
  const architecture = isObject(metadata.architecture) && { ...laterFields, ...metadata.architecture };
  if (!isArchitecture(architecture)) return refuse('the shape of its network is broken');
  if (!isCount(step)) return refuse('its training step is not a whole number');
  if (!isNormalizer(observationNormalizer, architecture.observationSize))
    return refuse('its observation range is broken');
  if (!isNormalizer(actionNormalizer, architecture.actionSize)) return refuse('its action range is broken');
  const experiment = readExperiment(metadata.experiment, refuse);
  return { experiment, architecture, step, observationNormalizer, actionNormalizer };
}

/**
 * @returns the named array
 * @throws FileFormatError where it does not hold one finite number a parameter
 */
export function expectParameters(array: unknown, part: string, architecture: Architecture, name: string): Float32Array {
  const expected = parameterCount(architecture);
  if (!(array instanceof Float32Array) || array.length !== expected) {
    const found = array instanceof Float32Array ? array.length : 'no float32';
    throw new FileFormatError(`${name}: ${part} holds ${found} values, its network has ${expected}. Nothing was read.`);
  }
  if (array.every(Number.isFinite)) return array;
  throw new FileFormatError(`${name}: ${part} holds a value that is not finite. Nothing was read.`);
}

function isArchitecture(value: unknown): value is Architecture {
  if (!isObject(value) || !sizes.every((size) => isCount(value[size]) && (value[size] as number) > 0)) return false;
  const architecture = value as unknown as Architecture;
  if (!takes('policy.conditionNormalization', architecture.conditionNormalization)) return false;
  if (!takes('policy.conditionScale', architecture.conditionScale)) return false;
  if (!['noise', 'none'].includes(architecture.latent)) return false;
  const isSensible = architecture.residualBlocks <= 64 && chunkLength(architecture) <= 1e6;
  return (
    isSensible && architecture.timeEmbeddingSize % 2 === 0 && parameterCount(architecture) <= largestParameterCount
  );
}

function takes(key: SettingKey, value: unknown): boolean {
  try {
    checkSetting(findSetting(key)!, value);
    return true;
  } catch {
    return false;
  }
}

function isNormalizer(value: unknown, size: number): value is Normalizer {
  const isRow = (row: unknown) => Array.isArray(row) && row.length === size && row.every(Number.isFinite);
  return isObject(value) && isRow(value.centre) && isRow(value.scale) && !(value.scale as number[]).includes(0);
}

function readExperiment(value: unknown, refuse: (problem: string) => never): Experiment {
  if (!isObject(value)) return refuse('it does not name its experiment');
  try {
    return resolveExperiment(value as ExperimentInput);
  } catch (error) {
    return refuse((error as Error).message);
  }
}
