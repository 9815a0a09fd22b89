/**
 * @file The faithful InfoNCE-L2 dispersive loss: L = log mean_{i,j} exp(−‖zᵢ−zⱼ‖² / (D·τ)), diagonal included.
 *
 * It is 0 where all features are identical and has no positive pairs. DMPO's release computes something else under the
 * same name (`infonceL2Release.ts`).
 * @see Wang & He 2025, "Diffuse and Disperse", arXiv 2506.09027; reference/dmpo.md section 2.1
 */
import * as tf from '@tensorflow/tfjs-core';
import type { DispersiveLoss } from './dispersiveLoss.ts';
import { infonceTerms } from './infonceTerms.ts';
import { squaredDistances } from './pairs.ts';

export const infonceL2: DispersiveLoss = {
  loss(features, experiment) {
    const [batch, size] = features.shape;
    const similarity = tf.mul(squaredDistances(features), -1 / (size * experiment['dispersive.temperature']));
    // The largest similarity is that of a sample with itself, exp(0): the sum can neither overflow nor vanish.
    return tf.sub(tf.log(tf.sum(tf.exp(similarity))), Math.log(batch * batch)) as tf.Scalar;
  },
  terms: (experiment, batch, size) => infonceTerms(1 / (size * experiment['dispersive.temperature']), batch, false),
};
