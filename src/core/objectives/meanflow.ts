/**
 * @file MeanFlow's u-loss: regress the average velocity on its own identity.
 * @see Geng et al. 2025, "Mean Flows for One-step Generative Modeling", eq. 11; reference/dmpo.md section 1.2
 */
import * as tf from '@tensorflow/tfjs-core';
import { detached, type Matrix } from '../policy/layers.ts';
import { averageVelocityAlong } from './averageVelocity.ts';
import { noiseBatch } from './noising.ts';
import type { Objective } from './objective.ts';

export const meanflow: Objective = {
  id: 'meanflow',
  summary: 'Regresses the average velocity on v − (t − r)·du/dt, with du/dt along the true velocity.',
  direction: 'data',
  loss(network, batch, drawn) {
    const noised = noiseBatch(batch.chunks, drawn);
    const u = averageVelocityAlong(network, noised, batch.condition, (rows) => rows.velocity);
    const { velocity, t, r } = noised;
    const target = detached(() => averageVelocityTarget(velocity, u.tangent, tf.sub(t, r)));
    const loss = tf.mean(tf.squaredDifference(u.value, target)) as tf.Scalar;
    return { loss, velocityLoss: loss, head: u };
  },
};

/**
 * Average velocity target of MeanFlow, u = v − (t − r)·du/dt.
 *
 * @param velocity v = ε − a, `[batch, Ta·Da]`, in normalised action units
 * @param timeDerivative du/dt along (v, 0, 1) in (z, r, t), same shape, from the forward tangent
 * @param interval t − r, `[batch, 1]`, in [0, 1]; where it is 0 the target is v exactly
 */
export function averageVelocityTarget(velocity: Matrix, timeDerivative: Matrix, interval: Matrix): Matrix {
  return tf.sub(velocity, tf.mul(interval, timeDerivative));
}
