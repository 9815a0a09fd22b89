/** @file Whether a runtime answers the test vectors as the trainer did. */
import type { Bundle } from './bundle.ts';
import type { PolicyRuntime } from './policyRuntime.ts';

/** Largest difference from the trainer, in normalised action units */
export const vectorTolerance = 1e-5;

export interface VectorCheck {
  /** Observations that were answered */
  readonly count: number;
  /** In normalised action units */
  readonly maxAbsError: number;
  readonly isWithin: boolean;
}

/** Answers all vectors in one batch. @throws RangeError where an answer is not finite */
export async function checkVectors(
  runtime: PolicyRuntime,
  { manifest, vectors }: Pick<Bundle, 'manifest' | 'vectors'>,
): Promise<VectorCheck> {
  const { count, observation, noise, action } = vectors;
  const { unit } = manifest.action.normalized;
  const answers = await runtime.run(observation, noise, count);
  let maxAbsError = 0;
  for (const [i, answer] of answers.entries()) {
    if (!Number.isFinite(answer)) throw new RangeError(`${runtime.name} answered a test vector with ${answer}`);
    maxAbsError = Math.max(maxAbsError, Math.abs(answer - action[i]) / unit[i % unit.length]);
  }
  return { count, maxAbsError, isWithin: maxAbsError < vectorTolerance };
}
