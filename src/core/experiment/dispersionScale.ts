/** @file The distance that a dispersive loss thinks in, which pairwise distances are set against. */
import type { Experiment } from './experiment.ts';

export interface LossScale {
  /** In embedding units */
  readonly length: number;
  /** As it is written beside its mark */
  readonly name: string;
  /** What happens at that distance */
  readonly meaning: string;
}

type DispersiveSettings = Pick<
  Experiment,
  'dispersive.kind' | 'dispersive.temperature' | 'dispersive.margin' | 'dispersive.layer' | 'policy.conditionSize'
>;

/**
 * @returns null where the loss knows no distance (it compares directions or covariances, or there is none), or acts on
 * another layer than the one that is measured
 */
export function lossScale(experiment: DispersiveSettings): LossScale | null {
  if (experiment['dispersive.layer'] !== 'condition') return null;
  const temperature = experiment['dispersive.temperature'];
  switch (experiment['dispersive.kind']) {
    case 'infonce_l2':
      // exp(−d²/(D·τ)) is 1/e there.
      return {
        length: Math.sqrt(experiment['policy.conditionSize'] * temperature),
        name: '√(D·τ)',
        meaning: 'pairs further apart than this are hardly pushed',
      };
    case 'infonce_l2_release':
      return { length: 10 * temperature, name: '10 τ', meaning: 'pairs further apart than this are not pushed at all' };
    case 'hinge':
      return {
        length: experiment['dispersive.margin'],
        name: 'margin',
        meaning: 'pairs further apart than this are let go',
      };
    default:
      return null;
  }
}
