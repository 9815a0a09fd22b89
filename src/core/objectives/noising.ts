/** @file What every flow objective starts from: the point and the velocity on the straight path between noise and data. */
import * as tf from '@tensorflow/tfjs-core';
import type { Matrix } from '../policy/layers.ts';
import type { Drawn } from './draws.ts';

export interface NoisedBatch {
  /** z_t = (1 − t)·a + t·ε, `[batch, Ta·Da]` */
  readonly z: Matrix;
  /** v = ε − a, same shape */
  readonly velocity: Matrix;
  /** `[batch, 1]`, in (0, 1) */
  readonly t: Matrix;
  /** `[batch, 1]`, r ≤ t */
  readonly r: Matrix;
  /** Rows with r < t, which come last: du/dt matters for these alone */
  readonly moving: number;
}

/** @param chunks a, `[batch, Ta·Da]` */
export function noiseBatch(chunks: Matrix, { noise, t, r, moving }: Drawn): NoisedBatch {
  const [batch, size] = chunks.shape;
  const time = tf.tensor2d(t, [batch, 1]);
  const velocity = tf.sub(tf.tensor2d(noise, [batch, size]), chunks) as Matrix;
  const z = tf.add(chunks, tf.mul(time, velocity)) as Matrix;
  return { z, velocity, t: time, r: tf.tensor2d(r, [batch, 1]), moving };
}
