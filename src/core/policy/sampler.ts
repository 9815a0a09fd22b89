/** @file Draws action chunks from noise in any number of steps K ≥ 1 (reference/dmpo.md section 1.4). */
import * as tf from '@tensorflow/tfjs-core';
import { checkSteps } from './checkSteps.ts';
import type { Matrix } from './layers.ts';
import type { Network } from './network.ts';

/**
 * z ← z − (tᵢ − tᵢ₊₁)·u(z, tᵢ₊₁, tᵢ, o) over K equal intervals from noise at t = 1 to data at t = 0.
 *
 * The released code clamps z to [−1, 1] after every step, which cuts the noise that later steps expect; here z runs
 * free and whoever turns it into actions clamps once, at the end. At K = 1 the two agree.
 *
 * A network without latent noise draws the same chunk in one call, whatever the noise and K.
 *
 * @param observations normalised, `[batch, observationSize]`
 * @param noise z₁, `[batch, Ta·Da]`
 * @param steps K, a whole number ≥ 1
 * @returns normalised chunks, `[batch, Ta·Da]`, not clamped
 * @throws RangeError where steps is not a whole number ≥ 1
 */
export function sampleChunks(network: Network, observations: Matrix, noise: Matrix, steps: number): Matrix {
  checkSteps(steps);
  const condition = network.encode(observations);
  const isPlain = network.architecture.latent === 'none';
  const count = isPlain ? 1 : steps;
  let z = isPlain ? (tf.zerosLike(noise) as Matrix) : noise;
  for (let i = 0; i < count; i++) z = denoise(network, z, i, count, condition);
  return z;
}

/**
 * Step i of K: z − (tᵢ − tᵢ₊₁)·u(z, tᵢ₊₁, tᵢ, o), from tᵢ = 1 − i/K.
 * @param z `[batch, Ta·Da]` @param condition embedded observations, `[batch, conditionSize]`
 * @returns the next z, same shape, not clamped
 */
export function denoise(network: Network, z: Matrix, i: number, steps: number, condition: Matrix): Matrix {
  const [t, r] = [1 - i / steps, 1 - (i + 1) / steps];
  const batch = z.shape[0];
  const velocity = network.averageVelocity(z, tf.fill([batch, 1], r), tf.fill([batch, 1], t), condition);
  return tf.sub(z, tf.mul(velocity, t - r));
}
