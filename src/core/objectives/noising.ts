/** @file What every flow objective draws: noise, an interval [r, t], and the point and velocity on the straight path. */
import * as tf from '@tensorflow/tfjs-core';
import type { Experiment } from '../experiment/experiment.ts';
import type { Matrix } from '../policy/layers.ts';
import type { Random } from '../random/random.ts';

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

/** Draws noise first, then times, so that a change of the time settings leaves the noise as it was. */
export function noiseBatch(chunks: Matrix, key: Random, experiment: Experiment): NoisedBatch {
  const [batch, size] = chunks.shape;
  const noise = tf.tensor2d(key.normals(batch * size), [batch, size]);
  const { t, r } = sampleTimes(batch, key, experiment);
  const time = tf.tensor2d(t, [batch, 1]);
  const velocity = tf.sub(noise, chunks) as Matrix;
  const z = tf.add(chunks, tf.mul(time, velocity)) as Matrix;
  const moving = batch - equalTimes(batch, experiment);
  return { z, velocity, t: time, r: tf.tensor2d(r, [batch, 1]), moving };
}

/**
 * Two logit-normal times a sample, the larger is t and the smaller r; in the first `equalTimesShare` of the batch r = t.
 * Which samples those are does not matter, since the batch itself is in random order.
 * @see reference/dmpo.md section 1.2
 */
export function sampleTimes(
  batch: number,
  key: Random,
  experiment: Pick<Experiment, 'objective.timeMean' | 'objective.timeDeviation' | 'objective.equalTimesShare'>,
): { t: Float32Array; r: Float32Array } {
  const equal = equalTimes(batch, experiment);
  const draw = () => sigmoid(key.normal(experiment['objective.timeMean'], experiment['objective.timeDeviation']));
  const t = new Float32Array(batch);
  const r = new Float32Array(batch);
  for (let i = 0; i < batch; i++) {
    const [first, second] = [draw(), draw()];
    t[i] = Math.max(first, second);
    r[i] = i < equal ? t[i] : Math.min(first, second);
  }
  return { t, r };
}

/** Samples with r = t */
function equalTimes(batch: number, experiment: Pick<Experiment, 'objective.equalTimesShare'>): number {
  return Math.round(batch * experiment['objective.equalTimesShare']);
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
