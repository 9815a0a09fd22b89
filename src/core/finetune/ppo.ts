/**
 * @file The loss of stage 2: PPO's clipped objective on the chain's density, and the anchor.
 *
 *     L = −E[min(ρ·A, clip(ρ, 1−ε, 1+ε)·A)] − β·H + λ·‖a_ω(o) − a_θ(o)‖²,   ρ = π_θ(chain | o) / π_old(chain | o)
 *
 * Two layers: the environment is the outer one, and the advantage is its alone; the chain within only gives an action
 * its density, so one ratio stands for the whole of it.
 * @see Schulman et al. 2017, "Proximal policy optimization algorithms", eq. 7; reference/dmpo.md section 3.1
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Experiment } from '../experiment/experiment.ts';
import { detached, type Matrix } from '../policy/layers.ts';
import { sampleChunks } from '../policy/sampler.ts';
import type { Chain } from './chain.ts';

/** Decisions of a rollout, normalised, on the device. */
export interface Decisions {
  /** `[batch, observationSize]` */
  readonly observations: Matrix;
  /** `[batch, (K + 1)·Ta·Da]` */
  readonly chains: Matrix;
  /** log π_old, `[batch, 1]` */
  readonly logProbabilities: Matrix;
  /** A, `[batch, 1]`, not yet normalised */
  readonly advantages: Matrix;
  /** a_ω(o), what the stage 1 policy draws there, `[batch, Ta·Da]`; absent without one */
  readonly anchors?: Matrix;
}

export interface PpoLoss {
  readonly loss: tf.Scalar;
  /** What `readingNames` names, `[readings]` */
  readonly readings: tf.Tensor1D;
}

/** In the order of `PpoLoss.readings` */
export const readingNames = [
  'policyLoss',
  'klDivergence',
  'clipFraction',
  'ratioError',
  'entropy',
  'sigma',
  'anchorLoss',
] as const;
export type PpoReadings = Readonly<Record<(typeof readingNames)[number], number>>;

const smallestDeviation = 1e-8;

/** @param anchorWeight λ now */
export function ppoLoss(chain: Chain, batch: Decisions, anchorWeight: number, experiment: Experiment): PpoLoss {
  const { logProbability, entropy, sigma, lastMean } = chain.density(batch.observations, batch.chains);
  const advantages = normalised(batch.advantages);
  const logRatio = tf.sub(logProbability, batch.logProbabilities);
  const ratio = tf.exp(logRatio);
  const clipRatio = experiment['finetune.clipRatio'];
  const clipped = tf.clipByValue(ratio, 1 - clipRatio, 1 + clipRatio);
  const policyLoss = tf.neg(tf.mean(tf.minimum(tf.mul(ratio, advantages), tf.mul(clipped, advantages)))) as tf.Scalar;
  const meanEntropy = tf.mean(entropy) as tf.Scalar;
  const anchorLoss = anchorLossOf(chain, batch, lastMean, experiment);

  let loss = policyLoss;
  const entropyWeight = experiment['finetune.entropyWeight'];
  if (entropyWeight > 0) loss = tf.sub(loss, tf.mul(meanEntropy, entropyWeight)) as tf.Scalar;
  if (anchorWeight > 0) loss = tf.add(loss, tf.mul(anchorLoss, anchorWeight)) as tf.Scalar;

  const readings = detached(() => {
    // Schulman's estimate, never negative: E[(ρ − 1) − log ρ].
    const klDivergence = tf.mean(tf.sub(tf.sub(ratio, 1), logRatio));
    const distance = tf.abs(tf.sub(ratio, 1));
    const clipFraction = tf.mean(tf.cast(tf.greater(distance, clipRatio), 'float32'));
    const values = [policyLoss, klDivergence, clipFraction, tf.max(distance), meanEntropy, sigma, anchorLoss];
    return tf.stack(values as tf.Scalar[]) as tf.Tensor1D;
  });
  return { loss, readings };
}

/** E‖a_ω(o) − a_θ(o)‖², without exploration noise; 0 without a stage 1 policy. */
function anchorLossOf(chain: Chain, batch: Decisions, lastMean: Matrix, experiment: Experiment): tf.Scalar {
  const { observations, chains, anchors } = batch;
  if (!anchors) return tf.scalar(0);
  const steps = experiment['finetune.denoisingSteps'];
  // At one step the chain's mean is that very action.
  const isChainsMean = steps === 1 && experiment['anchor.noise'] === 'shared';
  const actions = isChainsMean
    ? lastMean
    : sampleChunks(chain.network, observations, anchorNoise(chains, anchors.shape[1], experiment), steps);
  return tf.mean(tf.sum(tf.squaredDifference(actions, anchors), 1)) as tf.Scalar;
}

/** The latent noise at which the two policies are compared, `[batch, Ta·Da]`: each chain's own, or zero. */
export function anchorNoise(chains: Matrix, chunkLength: number, experiment: Experiment): Matrix {
  const own = tf.slice(chains, [0, 0], [-1, chunkLength]) as Matrix;
  return experiment['anchor.noise'] === 'zero' ? (tf.zerosLike(own) as Matrix) : own;
}

function normalised(advantages: Matrix): Matrix {
  return detached(() => {
    const { mean, variance } = tf.moments(advantages);
    return tf.div(tf.sub(advantages, mean), tf.add(tf.sqrt(variance), smallestDeviation)) as Matrix;
  });
}

/** ½·E(V(o) − target)², without clipping. */
export function valueLoss(values: Matrix, targets: Matrix): tf.Scalar {
  return tf.mul(tf.mean(tf.squaredDifference(values, targets)), 0.5) as tf.Scalar;
}
