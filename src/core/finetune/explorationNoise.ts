/**
 * @file The standard deviation σ of each denoising step: what makes a deterministic sampler a policy with a density.
 *
 * σ lies within bounds by ReinFlow's map, log σ² = lo + (hi − lo)·(tanh(x) + 1)/2, whose gradient is alive where x begins,
 * at 0. DMPO's released code clamps instead: with a usual initialisation every output lies beyond the clamp, and σ never
 * learns (reference/dmpo.md section 7.1, item 1).
 * @see Zhang et al. 2025, "ReinFlow", `model/flow/mlp_flow.py:process_noise`
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Experiment } from '../experiment/experiment.ts';
import { type Architecture, chunkLength } from '../policy/architecture.ts';
import { dense, detached, type Matrix, mish } from '../policy/layers.ts';
import type { Random } from '../random/random.ts';

const hiddenSize = 32;
/** Of the last layer's first weights: σ begins near the middle of its bounds, whatever is observed. */
const outputScale = 0.1;

export interface NoiseShape {
  readonly kind: Experiment['exploration.kind'];
  readonly minimum: number;
  readonly maximum: number;
  /** Numbers of a chunk, Ta·Da */
  readonly chunkLength: number;
  readonly conditionSize: number;
  /** Denoising steps K */
  readonly steps: number;
}

export function noiseShapeOf(experiment: Experiment, architecture: Architecture, steps: number): NoiseShape {
  return {
    kind: experiment['exploration.kind'],
    minimum: experiment['exploration.minimum'],
    // A pair given the wrong way round means the same band.
    maximum: Math.max(experiment['exploration.minimum'], experiment['exploration.maximum']),
    chunkLength: chunkLength(architecture),
    conditionSize: architecture.conditionSize,
    steps,
  };
}

/** Numbers that a σ of this shape learns. */
export function noiseParameterCount({ kind, chunkLength: length, conditionSize, steps }: NoiseShape): number {
  if (kind === 'constant') return 0;
  if (kind === 'vector') return steps * length;
  const inputs = length + conditionSize + 1;
  return inputs * hiddenSize + hiddenSize + hiddenSize * length + length;
}

/** σ begins at the geometric mean of its bounds: exactly for a vector, nearly for a network. */
export function initialiseNoise(shape: NoiseShape, random: Random): Float32Array {
  const parameters = new Float32Array(noiseParameterCount(shape));
  if (shape.kind !== 'network') return parameters;
  const inputs = shape.chunkLength + shape.conditionSize + 1;
  const first = inputs * hiddenSize + hiddenSize;
  for (let i = 0; i < first; i++) parameters[i] = random.uniform(-1, 1) / Math.sqrt(inputs);
  const second = first + hiddenSize * shape.chunkLength;
  for (let i = first; i < second; i++) parameters[i] = (outputScale * random.uniform(-1, 1)) / Math.sqrt(hiddenSize);
  return parameters;
}

export class ExplorationNoise {
  private readonly pieces: readonly tf.Tensor[];

  /** @param parameters the flat vector, `[noiseParameterCount(shape)]`; null where there is nothing to learn */
  constructor(
    private readonly shape: NoiseShape,
    parameters: tf.Tensor1D | null,
  ) {
    const { kind, chunkLength: length, conditionSize, steps } = shape;
    const inputs = length + conditionSize + 1;
    if (!parameters) this.pieces = [];
    else if (kind === 'vector') this.pieces = [tf.reshape(parameters, [steps, length])];
    else this.pieces = tf.split(parameters, [inputs * hiddenSize, hiddenSize, hiddenSize * length, length]);
  }

  /**
   * log σ of denoising step i.
   * @param z the chunk before the step, `[batch, Ta·Da]`
   * @param condition embedded observations, `[batch, conditionSize]`; no gradient flows back into the encoder
   * @returns `[batch, Ta·Da]`, or `[1, Ta·Da]` where it depends on neither
   */
  logDeviation(z: Matrix, i: number, condition: Matrix): Matrix {
    const [low, high] = [Math.log(this.shape.minimum), Math.log(this.shape.maximum)];
    const { kind, steps, chunkLength: length } = this.shape;
    if (kind === 'constant') return tf.fill([1, length], (low + high) / 2);
    const raw =
      kind === 'vector'
        ? (tf.slice(this.pieces[0], [i, 0], [1, length]) as Matrix)
        : this.fromState(z, 1 - i / steps, condition);
    return tf.add(tf.mul(tf.tanh(raw), (high - low) / 2), (high + low) / 2) as Matrix;
  }

  private fromState(z: Matrix, time: number, condition: Matrix): Matrix {
    const [firstWeight, firstBias, secondWeight, secondBias] = this.pieces;
    const { chunkLength: length, conditionSize } = this.shape;
    const state = detached(() => tf.concat([z, condition, tf.fill([z.shape[0], 1], time)], 1) as Matrix);
    const first = {
      weight: tf.reshape(firstWeight, [length + conditionSize + 1, hiddenSize]) as Matrix,
      bias: firstBias as tf.Tensor1D,
    };
    const second = {
      weight: tf.reshape(secondWeight, [hiddenSize, length]) as Matrix,
      bias: secondBias as tf.Tensor1D,
    };
    return dense(mish(dense(state, first)), second);
  }
}
