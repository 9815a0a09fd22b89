/** @file Between a scene's units and those of the network. */
import { denormalizeClamped, normalize } from '../data/normalizer.ts';
import type { PolicyMetadata } from './policyFile.ts';

/** @param observations raw, `[batch, observationSize]` @returns normalised, same shape */
export function toNetwork({ observationNormalizer }: PolicyMetadata, observations: Float32Array): Float32Array {
  return normalize(observationNormalizer, observations);
}

/**
 * @param chunks normalised, read back to the CPU: a NaN may pass a comparison unnoticed on a GPU
 * @returns raw actions within the demonstrations' range, same shape
 * @throws RangeError where a value is not finite
 */
export function toScene({ actionNormalizer }: PolicyMetadata, chunks: Float32Array): Float32Array {
  if (!chunks.every(Number.isFinite)) throw new RangeError('the policy drew an action that is not finite');
  return denormalizeClamped(actionNormalizer, chunks);
}
