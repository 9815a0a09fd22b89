/** @file How hard the policy is pulled towards the stage 1 policy, iteration by iteration. */
import type { Experiment } from '../experiment/experiment.ts';

/**
 * λ of an iteration: 0, constant, or on a line between two iterations and flat outside of them.
 * @param iteration from 0
 */
export function anchorWeightAt(iteration: number, experiment: Experiment): number {
  const weight = experiment['anchor.weight'];
  switch (experiment['anchor.schedule']) {
    case 'none':
      return 0;
    case 'constant':
      return weight;
    case 'linear': {
      const [start, end] = [experiment['anchor.decayStart'], experiment['anchor.decayEnd']];
      if (iteration <= start) return weight;
      const progress = iteration >= end ? 1 : (iteration - start) / (end - start);
      return weight + (experiment['anchor.finalWeight'] - weight) * progress;
    }
  }
}
