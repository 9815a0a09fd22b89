/** @file One step of AdamW on a flat parameter vector, as stage 1 and stage 2 both take it. */
import * as tf from '@tensorflow/tfjs-core';
import { beta1, beta2, correctedRates } from './schedule.ts';

/** A flat vector with its moments on the device, `[count]` each. */
export type Optimised = {
  readonly parameters: tf.Tensor1D;
  readonly firstMoment: tf.Tensor1D;
  readonly secondMoment: tf.Tensor1D;
};

/**
 * AdamW with PyTorch's conventions. Call it in a `tf.tidy`; the state before stays the caller's to dispose of.
 * @param step steps taken before this one, for the bias correction
 * @see Loshchilov & Hutter 2019, "Decoupled Weight Decay Regularization"
 */
export function adamW(
  before: Optimised,
  gradient: tf.Tensor1D,
  step: number,
  learningRate: number,
  weightDecay: number,
): Optimised {
  const firstMoment = tf.add(tf.mul(before.firstMoment, beta1), tf.mul(gradient, 1 - beta1)) as tf.Tensor1D;
  const secondMoment = tf.add(
    tf.mul(before.secondMoment, beta2),
    tf.mul(tf.square(gradient), 1 - beta2),
  ) as tf.Tensor1D;
  const { rate, epsilon } = correctedRates(step, learningRate);
  const denominator = tf.add(tf.sqrt(secondMoment), epsilon);
  const decayed = tf.mul(before.parameters, 1 - learningRate * weightDecay);
  const parameters = tf.sub(decayed, tf.mul(tf.div(firstMoment, denominator), rate)) as tf.Tensor1D;
  return { parameters, firstMoment, secondMoment };
}
