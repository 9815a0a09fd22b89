/** @file How the dispersion numbers are called, explained and measured. */
import type { RepresentationMeasure } from '../../lab/labState.ts';

export const measureNames: Readonly<Record<RepresentationMeasure, string>> = {
  effectiveRank: 'Effective rank',
  meanDistance: 'Distance',
  meanCosine: 'Cosine',
  meanNorm: 'Norm',
  uniformity: 'Uniformity',
};

export const measureHelp: Readonly<Record<RepresentationMeasure, string>> = {
  effectiveRank: 'Dimensions in use: 1 where all has collapsed onto a line.',
  meanDistance: 'Mean distance between two observations’ embeddings.',
  meanCosine: 'Mean cosine between two embeddings: 1 where all point the same way.',
  meanNorm: 'Mean length of an embedding.',
  uniformity: 'log mean exp(−2 d²) of normalised embeddings: lower is more uniform, 0 is collapse.',
};

export const measureUnits: Readonly<Record<RepresentationMeasure, string>> = {
  effectiveRank: 'dimensions',
  meanDistance: 'embedding units',
  meanCosine: '−1 to 1',
  meanNorm: 'embedding units',
  uniformity: 'log',
};
