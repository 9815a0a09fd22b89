/**
 * @file What DMPO's released code computes under the name of InfoNCE-L2:
 * L = −mean_i log(e¹⁰ + Σ_{j≠i} e^min(dᵢⱼ/τ, 10)), d = ‖zᵢ−zⱼ‖.
 *
 * It is kept to be compared with `infonceL2.ts`, from which it differs in four ways: the distance is neither squared nor
 * divided by D; its sign inside the exponential is turned, so that the farthest pairs are pushed hardest; the diagonal,
 * meant to be masked, is clamped to the largest term e¹⁰ of all; and from ten temperatures on nothing is pushed at all.
 * @see `model/loss/dispersive_loss.py` of Guowei-Zou/dmpo-release; reference/dmpo.md sections 2.4, 2.5
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Matrix } from '../../policy/layers.ts';
import { sumOfColumns } from '../../policy/products.ts';
import type { DispersiveLoss } from './dispersiveLoss.ts';
import { distances } from './pairs.ts';
import { f32 } from './terms.ts';

/** Where the release clamps similarities */
const limit = 10;

export const infonceL2Release: DispersiveLoss = {
  loss(features, experiment) {
    const scaled = tf.div(distances(features), experiment['dispersive.temperature']);
    const diagonal = tf.mul(tf.eye(features.shape[0]), limit);
    // min(x, 10) − 10: e¹⁰ is taken out of the sum, so that its terms are at most 1.
    const exponents = tf.neg(tf.relu(tf.sub(limit, tf.add(scaled, diagonal))));
    const sums = sumOfColumns(tf.exp(exponents) as Matrix);
    return tf.sub(-limit, tf.mean(tf.log(sums))) as tf.Scalar;
  },
  terms(experiment, batch) {
    const temperature = experiment['dispersive.temperature'];
    const scale = -1 / (batch * temperature);
    const exponent = (squared: number) => Math.sqrt(squared) / temperature - limit;
    const exponentInWgsl = `(sqrt(squared) * ${f32(1 / temperature)} - ${f32(limit)})`;
    return {
      ...{ kind: 'pairs', isUnit: false, diagonal: 1 },
      term: { at: (squared) => Math.exp(Math.min(0, exponent(squared))), wgsl: `exp(min(0.0, ${exponentInWgsl}))` },
      row: { at: Math.log, wgsl: 'log(sum)' },
      outer: { at: (total) => -limit - total / batch, wgsl: `${f32(-limit)} - total * ${f32(1 / batch)}` },
      // Beyond the limit nothing is pushed, and where two features meet a distance has no gradient.
      pull: {
        at: (squared, sum, otherSum) =>
          squared > 0 && exponent(squared) < 0
            ? (scale * Math.exp(exponent(squared)) * (1 / sum + 1 / otherSum)) / Math.sqrt(squared)
            : 0,
        wgsl: `select(0.0, ${f32(scale)} * exp(${exponentInWgsl}) * (1.0 / sum + 1.0 / otherSum) * inverseSqrt(squared), squared > 0.0 && ${exponentInWgsl} < 0.0)`,
      },
    };
  },
};
