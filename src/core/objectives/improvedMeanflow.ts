/**
 * @file Improved MeanFlow's v-loss: rebuild the instantaneous velocity from the average one, and regress that.
 *
 * The tangent runs along the network's own velocity u(z, t, t) instead of the sampled ε − a, so that the regression
 * target no longer depends on the network. DMPO's released locomotion and kitchen policies were trained with it.
 * @see Geng et al. 2025, "Improved Mean Flows", arXiv 2512.02012; reference/dmpo.md section 1.3
 */
import * as tf from '@tensorflow/tfjs-core';
import { detached } from '../policy/layers.ts';
import { averageVelocityAlong } from './averageVelocity.ts';
import { noiseBatch } from './noising.ts';
import type { Objective } from './objective.ts';

export const improvedMeanflow: Objective = {
  id: 'improved_meanflow',
  summary: 'Regresses u + (t − r)·du/dt on ε − a, with du/dt along the network’s own velocity.',
  direction: 'network',
  loss(network, batch, drawn) {
    const noised = noiseBatch(batch.chunks, drawn);
    const u = averageVelocityAlong(network, noised, batch.condition, ({ z, t, condition }) =>
      network.averageVelocity(z, t, t, condition),
    );
    const { velocity, t, r } = noised;
    const correction = detached(() => tf.mul(tf.sub(t, r), u.tangent));
    const loss = tf.mean(tf.squaredDifference(tf.add(u.value, correction), velocity)) as tf.Scalar;
    return { loss, velocityLoss: loss, head: u };
  },
};
