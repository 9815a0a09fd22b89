/** @file Whether a bundle may leave the page: what was found out of it, judged. */
import type { Manifest } from '../../workers/deployment/protocol.ts';
import type { BundleCheck } from './deploymentState.ts';

/** Largest difference from the trainer on the test vectors, in normalised action units: `core/export/vectorCheck.ts` holds it. */
export const tolerance = 1e-5;

export type Verdict =
  | { readonly kind: 'unchecked' }
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * It passes where every test vector is answered within the tolerance and the closed loop was played; it fails where a
 * vector is not, or where the two success rates are further apart than their intervals allow. Single episodes may
 * differ: float32 rounding grows along an episode.
 */
export function verdictOf({ vectors, closedLoop }: BundleCheck, metric: Manifest['scene']['metric']): Verdict {
  if (vectors && !vectors.isWithin) {
    return {
      kind: 'failed',
      reason: `onnxruntime answers the test vectors with a difference of ${vectors.maxAbsError.toExponential(1)} normalised action units from the trainer, more than ${tolerance}.`,
    };
  }
  if (!vectors || !closedLoop) return { kind: 'unchecked' };
  const { exported, trainer } = closedLoop;
  const areApart = exported.wilson[0] > trainer.wilson[1] || trainer.wilson[0] > exported.wilson[1];
  if (metric === 'success' && areApart) {
    return {
      kind: 'failed',
      reason: `in the closed loop the exported policy succeeds ${exported.successes} times and the trainer ${trainer.successes} times of ${closedLoop.episodes}: the two are not the same policy.`,
    };
  }
  return { kind: 'passed' };
}
