/**
 * @file The InfoNCE-cosine dispersive loss: L = log mean_{i,j} exp(−(1 − cos(zᵢ, zⱼ)) / τ), diagonal included.
 *
 * Lengths cancel: only directions can lower it. Wang & He measure −cos, which adds 1/τ to the loss and nothing to its
 * gradient; 1 − cos, as in CoFlow, is 0 where all directions are one. Wang & He and D2PPO count the diagonal, CoFlow
 * leaves it out. Here it counts, as in `infonceL2.ts`: exp(L) is then (1 + (B − 1)·exp(L without it))/B, so the two
 * order batches alike, and the sum cannot vanish at small temperatures.
 * @see Wang & He 2025, "Diffuse and Disperse", arXiv 2506.09027; reference/dmpo.md sections 2.1, 2.2, 2.5
 */
import * as tf from '@tensorflow/tfjs-core';
import { gram, unitRows } from '../../policy/rows.ts';
import type { DispersiveLoss } from './dispersiveLoss.ts';
import { infonceTerms } from './infonceTerms.ts';

export const infonceCosine: DispersiveLoss = {
  loss(features, experiment) {
    const [batch] = features.shape;
    const similarity = tf.div(tf.sub(gram(unitRows(features)), 1), experiment['dispersive.temperature']);
    return tf.sub(tf.log(tf.sum(tf.exp(similarity))), Math.log(batch * batch)) as tf.Scalar;
  },
  // Of unit rows 1 − cos is half the squared distance.
  terms: (experiment, batch) => infonceTerms(0.5 / experiment['dispersive.temperature'], batch, true),
};
