/**
 * @file The MeanFlow network u_θ(z, r, t, o) as pure functions of its parameters (reference/dmpo.md section 1.6).
 *
 * Time runs from data at 0 to noise at 1; u is the average velocity over [r, t], so z_r = z_t − (t − r)·u.
 */
import * as tf from '@tensorflow/tfjs-core';
import { type Architecture, denseShapes, timeFrequencies } from './architecture.ts';
import {
  type DenseParameters,
  type Dual,
  dense,
  denseDual,
  detached,
  lastRows,
  type Matrix,
  mish,
  mishDual,
} from './layers.ts';
import { layerNormalized } from './rows.ts';

/** What the head computes before its output, `[batch, hiddenSize]` each. */
export interface HeadLayers {
  /** Its first layer, into which noise, times and embedding are mixed */
  readonly input: Matrix;
  /** Behind the last residual block: what the output is a linear map of */
  readonly hidden: Matrix;
}

export class Network {
  private readonly layers: ReadonlyMap<string, DenseParameters>;

  /** @param parameters the flat vector, `[parameterCount(architecture)]`; gradients flow back to it */
  constructor(
    readonly architecture: Architecture,
    parameters: tf.Tensor1D,
  ) {
    this.layers = unflatten(architecture, parameters);
  }

  /** Embeds observations. @param observations normalised, `[batch, observationSize]` @returns `[batch, conditionSize]` */
  encode(observations: Matrix): Matrix {
    return this.encodeInLayers(observations).condition;
  }

  /** Embeds observations and shows the hidden layer, `[batch, conditionHiddenSize]`, after Mish. */
  encodeInLayers(observations: Matrix): { condition: Matrix; hidden: Matrix } {
    const hidden = mish(dense(observations, this.layer('condition.hidden')));
    return { condition: this.finishCondition(dense(hidden, this.layer('condition.output'))), hidden };
  }

  /**
   * Average velocity over [r, t].
   * @param z noisy chunks, `[batch, Ta·Da]`
   * @param r `[batch, 1]` @param t `[batch, 1]`, r ≤ t
   * @param condition embedded observations, `[batch, conditionSize]`
   * @returns `[batch, Ta·Da]`, normalised action units
   */
  averageVelocity(z: Matrix, r: Matrix, t: Matrix, condition: Matrix): Matrix {
    return this.averageVelocityInLayers(z, r, t, condition).value;
  }

  /** Average velocity over [r, t], with the head's hidden layers on the way to it. */
  averageVelocityInLayers(z: Matrix, r: Matrix, t: Matrix, condition: Matrix): HeadLayers & { value: Matrix } {
    const joined = tf.concat([z, this.embedTime('time', t), this.embedTime('reference', r), condition], 1);
    const input = dense(joined as Matrix, this.layer('head.input'));
    let hidden = input;
    for (let block = 0; block < this.architecture.residualBlocks; block++) {
      const inner = dense(mish(hidden), this.layer(`head.block${block}.first`));
      hidden = tf.add(hidden, dense(mish(inner), this.layer(`head.block${block}.second`)));
    }
    return { value: dense(hidden, this.layer('head.output')), input, hidden };
  }

  /**
   * Average velocity u and its derivative along (dz, dr, dt) = (direction, 0, 1), by forward mode.
   * @param direction `[moving, Ta·Da]`, of the last rows of the batch; moving ≥ 1
   * @returns value u, `[batch, Ta·Da]`, recorded for gradients, as are the head's hidden layers; tangent du/dt of the
   *   moving rows, detached
   */
  averageVelocityWithTangent(z: Matrix, direction: Matrix, r: Matrix, t: Matrix, condition: Matrix): HeadLayers & Dual {
    const time = this.embedTimeDual(t, direction.shape[0]);
    const value = tf.concat([z, time.value, this.embedTime('reference', r), condition], 1) as Matrix;
    const { weight, bias } = this.layer('head.input');
    const movingInputs = z.shape[1] + time.value.shape[1];
    const input = dense(value, { weight, bias });
    let hidden: Dual = {
      value: input,
      // r and the condition stand still, so only the first rows of the weight carry a tangent.
      tangent: detached(() => {
        const movingWeight = tf.slice(weight, [0, 0], [movingInputs, -1]) as Matrix;
        return tf.matMul(tf.concat([direction, time.tangent], 1), movingWeight) as Matrix;
      }),
    };
    for (let block = 0; block < this.architecture.residualBlocks; block++) {
      const inner = denseDual(mishDual(hidden), this.layer(`head.block${block}.first`));
      const change = denseDual(mishDual(inner), this.layer(`head.block${block}.second`));
      const before = hidden;
      hidden = {
        value: tf.add(before.value, change.value) as Matrix,
        tangent: detached(() => tf.add(before.tangent, change.tangent) as Matrix),
      };
    }
    return { ...denseDual(hidden, this.layer('head.output')), input, hidden: hidden.value };
  }

  /** What the two controls make of an embedding: where both are off, itself. */
  private finishCondition(embedding: Matrix): Matrix {
    const { conditionNormalization, conditionScale } = this.architecture;
    const normalized = conditionNormalization === 'layer' ? layerNormalized(embedding) : embedding;
    return conditionScale === 1 ? normalized : tf.mul(normalized, conditionScale);
  }

  private embedTime(branch: 'time' | 'reference', time: Matrix): Matrix {
    const hidden = dense(this.sinusoid(time), this.layer(`${branch}.hidden`));
    return dense(mish(hidden), this.layer(`${branch}.output`));
  }

  /** @param moving rows at the end of the batch that carry a tangent */
  private embedTimeDual(time: Matrix, moving: number): Dual {
    const input: Dual = {
      value: this.sinusoid(time),
      tangent: detached(() => {
        const frequencies = this.frequencies();
        const angles = tf.matMul(lastRows(time, moving), frequencies);
        const [bySine, byCosine] = [tf.mul(tf.cos(angles), frequencies), tf.mul(tf.sin(angles), tf.neg(frequencies))];
        return tf.concat([bySine, byCosine], 1) as Matrix;
      }),
    };
    return denseDual(mishDual(denseDual(input, this.layer('time.hidden'))), this.layer('time.output'));
  }

  private sinusoid(time: Matrix): Matrix {
    const angles = tf.matMul(time, this.frequencies());
    return tf.concat([tf.sin(angles), tf.cos(angles)], 1) as Matrix;
  }

  private frequencies(): Matrix {
    const frequencies = timeFrequencies(this.architecture.timeEmbeddingSize);
    return tf.tensor2d(frequencies, [1, frequencies.length]);
  }

  private layer(name: string): DenseParameters {
    const layer = this.layers.get(name);
    if (!layer) throw new Error(`the network has no layer ${name}`);
    return layer;
  }
}

/** Cuts the flat vector into weights and biases; its gradient is one concatenation. */
function unflatten(architecture: Architecture, parameters: tf.Tensor1D): Map<string, DenseParameters> {
  const shapes = denseShapes(architecture);
  const pieces = tf.split(
    parameters,
    shapes.flatMap(({ inputs, outputs }) => [inputs * outputs, outputs]),
  );
  return new Map(
    shapes.map(({ name, inputs, outputs }, i) => [
      name,
      { weight: tf.reshape(pieces[2 * i], [inputs, outputs]), bias: pieces[2 * i + 1] as tf.Tensor1D },
    ]),
  );
}
