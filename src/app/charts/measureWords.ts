/** @file How the numbers of the representation are called, explained and measured. */
import type { RepresentationMeasure } from '../../lab/labState.ts';

export const measureNames: Readonly<Record<RepresentationMeasure, string>> = {
  effectiveRank: 'Effective rank',
  meanDistance: 'Distance',
  meanCosine: 'Cosine',
  meanNorm: 'Norm',
  uniformity: 'Uniformity',
  linearProbeR2: 'Linear probe R²',
  actionGap: 'Action gap',
};

export const measureHelp: Readonly<Record<RepresentationMeasure, string>> = {
  effectiveRank: 'Dimensions in use: 1 where all has collapsed onto a line.',
  meanDistance: 'Mean distance between two observations’ embeddings.',
  meanCosine: 'Mean cosine between two embeddings: 1 where all point the same way.',
  meanNorm: 'Mean length of an embedding.',
  uniformity: 'log mean exp(−2 d²) of normalised embeddings: lower is more uniform, 0 is collapse.',
  linearProbeR2:
    'How much of an observation a straight line reads from its embedding, on held-out points: 1 all, 0 no more than the mean.',
  actionGap:
    'How far the actions of 1 step are from those of 32, from the same noise. An untrained network does nothing in either.',
};

export const measureUnits: Readonly<Record<RepresentationMeasure, string>> = {
  effectiveRank: 'dimensions',
  meanDistance: 'embedding units',
  meanCosine: '−1 to 1',
  meanNorm: 'embedding units',
  uniformity: 'log',
  linearProbeR2: 'share, at most 1',
  actionGap: 'normalised action units, 0 to 2',
};

/** What is always in view, so that a change in the fourth digit does not look like a fall. */
export const measureLimits: Readonly<Partial<Record<RepresentationMeasure, readonly [low: number, high: number]>>> = {
  linearProbeR2: [0, 1],
};

/** Inside a sentence */
export const measureInWords = (measure: RepresentationMeasure): string => {
  const name = measureNames[measure];
  return name.charAt(0).toLowerCase() + name.slice(1);
};
