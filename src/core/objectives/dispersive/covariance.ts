/**
 * @file The covariance dispersive loss: L = Σ_{m≠n} C²ₘₙ, C = Σᵢ (zᵢ−z̄)(zᵢ−z̄)ᵀ / (B − 1).
 *
 * The sum is not divided, as in CoFlow; D2PPO's diffusion model counts the diagonal too, which would draw features
 * together. It asks for uncorrelated numbers and for nothing else: it is 0 where all features coincide, and grows with the
 * fourth power of their length. DMPO's release takes the mean, and adds mean_m max(0, 1 − Cₘₘ), which does ask for spread.
 * @see Wang & He 2025, "Diffuse and Disperse", arXiv 2506.09027; reference/dmpo.md sections 2.1, 2.4, 2.5
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Matrix } from '../../policy/layers.ts';
import { centredRows, gram } from '../../policy/rows.ts';
import type { DispersiveLoss } from './dispersiveLoss.ts';

export const covariance: DispersiveLoss = {
  loss(features) {
    const [batch, size] = features.shape;
    const products = gram(tf.transpose(centredRows(features)) as Matrix);
    const offDiagonal = tf.mul(products, tf.div(tf.sub(1, tf.eye(size)), batch - 1));
    return tf.sum(tf.square(offDiagonal)) as tf.Scalar;
  },
  terms: () => ({ kind: 'covariance' }),
};
