/** @file How the numbers of a PPO update are called, explained and measured. */
import type { FinetuningMeasure } from '../../lab/labState.ts';

/** What is drawn of each update; return and anchor weight have a plot of their own. */
export const updateMeasures = [
  'klDivergence',
  'clipFraction',
  'sigma',
  'valueLoss',
  'explainedVariance',
  'anchorLoss',
] as const satisfies readonly FinetuningMeasure[];
export type UpdateMeasure = (typeof updateMeasures)[number];

export const updateNames: Readonly<Record<UpdateMeasure, string>> = {
  klDivergence: 'KL divergence',
  clipFraction: 'Clip fraction',
  sigma: 'Exploration σ',
  valueLoss: 'Value loss',
  explainedVariance: 'Explained variance',
  anchorLoss: 'Anchor distance',
};

/** One line that a newcomer understands */
export const updateHelp: Readonly<Record<UpdateMeasure, string>> = {
  klDivergence: 'How far one update moves the policy; it rests beyond 1.5 times the target.',
  clipFraction: 'Share of decisions that had moved as far as they may.',
  sigma: 'How widely actions are tried around what the policy means.',
  valueLoss: 'How wrong the critic is about what is earned from here.',
  explainedVariance: 'How much of what is earned the critic foresaw: 1 all, 0 nothing.',
  anchorLoss: 'How far its actions are from those of stage 1.',
};

export const updateUnits: Readonly<Record<UpdateMeasure, string>> = {
  klDivergence: 'nats a chunk',
  clipFraction: 'share of decisions',
  sigma: 'normalised action units',
  valueLoss: 'squared scaled returns',
  explainedVariance: 'share, at most 1',
  anchorLoss: 'squared normalised action units',
};

/** What is always in view, so that a change in the fourth digit does not look like a fall */
export const updateLimits: Readonly<Record<UpdateMeasure, readonly [low: number, high: number]>> = {
  klDivergence: [0, 0.001],
  clipFraction: [0, 0.1],
  sigma: [0, 0.05],
  valueLoss: [0, 0.001],
  explainedVariance: [0, 1],
  anchorLoss: [0, 0.001],
};
