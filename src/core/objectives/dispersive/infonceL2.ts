/**
 * @file The faithful InfoNCE-L2 dispersive loss: L = log mean_{i,j} exp(−‖zᵢ−zⱼ‖² / (D·τ)), diagonal included.
 *
 * It is 0 where all features are identical and has no positive pairs. DMPO's release computes something else under the
 * same name (reference/dmpo.md sections 2.4, 2.5).
 * @see Wang & He 2025, "Diffuse and Disperse", arXiv 2506.09027; reference/dmpo.md section 2.1
 */
import * as tf from '@tensorflow/tfjs-core';
import { gram, type Matrix } from '../../policy/layers.ts';
import type { DispersiveLoss } from './dispersiveLoss.ts';

export const infonceL2: DispersiveLoss = {
  id: 'infonce_l2',
  summary: 'Log of the mean Gaussian similarity of all pairs; near neighbours are pushed hardest.',
  loss(features, experiment) {
    const [batch, size] = features.shape;
    const similarity = tf.mul(squaredDistances(features), -1 / (size * experiment['dispersive.temperature']));
    // The largest similarity is that of a sample with itself, exp(0): the sum can neither overflow nor vanish.
    return tf.sub(tf.log(tf.sum(tf.exp(similarity))), Math.log(batch * batch)) as tf.Scalar;
  },
};

/** ‖zᵢ−zⱼ‖² for all pairs, `[batch, size]` → `[batch, batch]`. */
function squaredDistances(features: Matrix): Matrix {
  const norms = tf.sum(tf.square(features), 1, true);
  const products = gram(features);
  // Rounding can leave a tiny negative distance, never a negative similarity exponent.
  return tf.relu(tf.sub(tf.add(norms, tf.transpose(norms)), tf.mul(products, 2)));
}
