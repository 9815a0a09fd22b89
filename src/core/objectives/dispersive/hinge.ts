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
import { f32 } from './terms.ts';

export const hinge: DispersiveLoss = {
  loss(features, experiment) {
    const [batch] = features.shape;
    const missing = tf.relu(tf.sub(experiment['dispersive.margin'], distances(features)));
    const ofOthers = tf.mul(tf.square(missing), tf.sub(1, tf.eye(batch)));
    return tf.div(tf.sum(ofOthers), batch * (batch - 1)) as tf.Scalar;
  },
  terms(experiment, batch) {
    const [margin, pairs] = [experiment['dispersive.margin'], batch * (batch - 1)];
    const missing = (squared: number) => Math.max(0, margin - Math.sqrt(squared));
    const missingInWgsl = `max(0.0, ${f32(margin)} - sqrt(squared))`;
    return {
      ...{ kind: 'pairs', isUnit: false, diagonal: 0 },
      term: {
        at: (squared) => missing(squared) ** 2,
        wgsl: `${missingInWgsl} * ${missingInWgsl}`,
      },
      row: { at: (sum) => sum, wgsl: 'sum' },
      outer: { at: (total) => total / pairs, wgsl: `total / ${f32(pairs)}` },
      // A distance has no gradient at 0; here it is 0 there.
      pull: {
        at: (squared) => (squared > 0 ? ((-4 / pairs) * missing(squared)) / Math.sqrt(squared) : 0),
        wgsl: `select(0.0, ${f32(-4 / pairs)} * ${missingInWgsl} * inverseSqrt(squared), squared > 0.0)`,
      },
    };
  },
};
