/**
 * @file The hinge dispersive loss: L = mean_{i≠j} max(0, m − ‖zᵢ−zⱼ‖)², with the margin m.
 *
 * The distance is Euclidean, as in CoFlow, so that a pair is pushed harder the nearer it is. D2PPO's diffusion model
 * takes the squared distance and counts the diagonal, and its push fades towards 0 where two features meet; DMPO's
 * release takes max(0, m − d) without the square.
 * @see Wang & He 2025, "Diffuse and Disperse", arXiv 2506.09027; reference/dmpo.md sections 2.2, 2.4, 2.5
 */
import * as tf from '@tensorflow/tfjs-core';
import type { DispersiveLoss } from './dispersiveLoss.ts';
import { distances } from './pairs.ts';

export const hinge: DispersiveLoss = {
  loss(features, experiment) {
    const [batch] = features.shape;
    const missing = tf.relu(tf.sub(experiment['dispersive.margin'], distances(features)));
    const ofOthers = tf.mul(tf.square(missing), tf.sub(1, tf.eye(batch)));
    return tf.div(tf.sum(ofOthers), batch * (batch - 1)) as tf.Scalar;
  },
};
