/**
 * @file The training step as one writes it in plain tfjs: one variable a weight, the library's gradients and optimiser.
 *
 * tfjs has no forward mode, so du/dt is composed by hand, as is Mish. It has no stop-gradient either, so the tangent is
 * computed before the recorded pass, which then computes the values again.
 */
import * as tf from '@tensorflow/tfjs-core';
import '#gradients';
import { noiseBatch } from '../objectives/noising.ts';
import { denseShapes, timeFrequencies } from '../policy/architecture.ts';
import type { Matrix } from '../policy/layers.ts';
import { emaDecayAt, learningRateAt } from '../training/schedule.ts';
import { drawStep, type Problem } from './problem.ts';
import type { TimedStep } from './timedStep.ts';

interface Layer {
  readonly weight: tf.Variable;
  readonly bias: tf.Variable;
}

/** A value and its tangent along (direction, 0, 1). */
type Pair = readonly [value: tf.Tensor, tangent: tf.Tensor];

export class PlainTrainingStep implements TimedStep {
  private readonly layers = new Map<string, Layer>();
  private readonly averages: tf.Variable[];
  private readonly optimizer: tf.AdamOptimizer;
  private readonly observations: Matrix;
  private readonly chunks: Matrix;
  private readonly frequencies: Matrix;
  private step = 0;
  /** Of the last step, on the device */
  private loss: tf.Scalar | null = null;

  constructor(private readonly problem: Problem) {
    const { architecture, dataset, weights, experiment } = problem;
    for (const { name, inputs, outputs, offset } of denseShapes(architecture)) {
      const end = offset + inputs * outputs;
      const weight = tf.tensor2d(weights.parameters.slice(offset, end), [inputs, outputs]);
      const bias = tf.tensor1d(weights.parameters.slice(end, end + outputs));
      this.layers.set(name, { weight: tf.variable(weight), bias: tf.variable(bias) });
    }
    this.averages = this.variables.map((variable) => tf.variable(variable));
    this.observations = tf.tensor2d(dataset.observations, [dataset.count, architecture.observationSize]);
    this.chunks = tf.tensor2d(dataset.chunks, [dataset.count, dataset.chunks.length / dataset.count]);
    const frequencies = timeFrequencies(architecture.timeEmbeddingSize);
    this.frequencies = tf.tensor2d(frequencies, [1, frequencies.length]);
    this.optimizer = tf.train.adam(experiment['optimizer.learningRate'], 0.9, 0.999, 1e-8);
  }

  advance(): void {
    this.loss?.dispose();
    this.loss = this.takeStep();
  }

  async readLoss(): Promise<number> {
    return (await this.loss!.data())[0];
  }

  dispose(): void {
    tf.dispose([...this.variables, ...this.averages, this.observations, this.chunks, this.frequencies]);
    this.loss?.dispose();
    this.optimizer.dispose();
  }

  private takeStep(): tf.Scalar {
    const { experiment } = this.problem;
    const [learningRate, decay] = [learningRateAt(this.step, experiment), emaDecayAt(this.step, experiment)];
    const { rows, ...drawn } = drawStep(this.problem, this.step++);
    return tf.tidy(() => {
      const indices = tf.tensor1d(Int32Array.from(rows), 'int32');
      const observations = tf.gather(this.observations, indices);
      const { z, velocity, t, r } = noiseBatch(tf.gather(this.chunks, indices), drawn);
      const condition = this.encode(observations);
      const direction = this.velocity(z, t, t, condition);
      const correction = tf.mul(tf.sub(t, r), this.velocityTangent(z, direction, r, t, condition));
      const target = tf.sub(velocity, correction);
      const { value, grads } = tf.variableGrads(() => {
        const recorded = this.encode(observations);
        const flow = tf.mean(tf.squaredDifference(this.velocity(z, r, t, recorded), target));
        return tf.add(flow, tf.mul(this.dispersion(recorded), experiment['dispersive.weight'])) as tf.Scalar;
      });
      for (const variable of this.variables)
        variable.assign(tf.mul(variable, 1 - learningRate * experiment['optimizer.weightDecay']));
      Object.assign(this.optimizer, { learningRate });
      this.optimizer.applyGradients(grads as Record<string, tf.Variable>);
      this.variables.forEach((variable, i) => {
        this.averages[i].assign(tf.add(tf.mul(this.averages[i], decay), tf.mul(variable, 1 - decay)));
      });
      return value;
    });
  }

  private get variables(): tf.Variable[] {
    return [...this.layers.values()].flatMap(({ weight, bias }) => [weight, bias]);
  }

  private dense(name: string, input: tf.Tensor): tf.Tensor {
    const { weight, bias } = this.layers.get(name)!;
    return tf.add(tf.matMul(input as Matrix, weight as unknown as Matrix), bias);
  }

  private encode(observations: tf.Tensor): tf.Tensor {
    return this.dense('condition.output', mish(this.dense('condition.hidden', observations)));
  }

  private embed(branch: string, time: tf.Tensor): tf.Tensor {
    const angles = tf.mul(time, this.frequencies);
    const hidden = this.dense(`${branch}.hidden`, tf.concat([tf.sin(angles), tf.cos(angles)], 1));
    return this.dense(`${branch}.output`, mish(hidden));
  }

  private velocity(z: tf.Tensor, r: tf.Tensor, t: tf.Tensor, condition: tf.Tensor): tf.Tensor {
    let hidden = this.dense(
      'head.input',
      tf.concat([z, this.embed('time', t), this.embed('reference', r), condition], 1),
    );
    for (let block = 0; block < this.problem.architecture.residualBlocks; block++) {
      const inner = this.dense(`head.block${block}.first`, mish(hidden));
      hidden = tf.add(hidden, this.dense(`head.block${block}.second`, mish(inner)));
    }
    return this.dense('head.output', hidden);
  }

  /** du/dt along (direction, 0, 1). */
  private velocityTangent(z: tf.Tensor, direction: tf.Tensor, r: tf.Tensor, t: tf.Tensor, condition: tf.Tensor) {
    const dense = (name: string, [value, tangent]: Pair): Pair => {
      const weight = this.layers.get(name)!.weight as unknown as Matrix;
      return [this.dense(name, value), tf.matMul(tangent as Matrix, weight)];
    };
    const angles = tf.mul(t, this.frequencies);
    const [sine, cosine] = [tf.sin(angles), tf.cos(angles)];
    const slopes = [tf.mul(cosine, this.frequencies), tf.neg(tf.mul(sine, this.frequencies))];
    const sinusoid: Pair = [tf.concat([sine, cosine], 1), tf.concat(slopes, 1)];
    const time = dense('time.output', mishPair(dense('time.hidden', sinusoid)));
    const still = tf.concat([this.embed('reference', r), condition], 1);
    let hidden = dense('head.input', [
      tf.concat([z, time[0], still], 1),
      tf.concat([direction, time[1], tf.zerosLike(still)], 1),
    ]);
    for (let block = 0; block < this.problem.architecture.residualBlocks; block++) {
      const inner = dense(`head.block${block}.first`, mishPair(hidden));
      const change = dense(`head.block${block}.second`, mishPair(inner));
      hidden = [tf.add(hidden[0], change[0]), tf.add(hidden[1], change[1])];
    }
    return dense('head.output', hidden)[1];
  }

  /** The InfoNCE-L2 dispersive loss. */
  private dispersion(features: tf.Tensor): tf.Tensor {
    const [batch, size] = features.shape;
    const norms = tf.sum(tf.square(features), 1, true);
    const products = tf.matMul(features as Matrix, features as Matrix, false, true);
    const distances = tf.relu(tf.sub(tf.add(norms, tf.transpose(norms)), tf.mul(products, 2)));
    const scale = -1 / (size * this.problem.experiment['dispersive.temperature']);
    return tf.sub(tf.logSumExp(tf.mul(distances, scale)), Math.log(batch * batch));
  }
}

function mish(x: tf.Tensor): tf.Tensor {
  return tf.mul(x, tf.tanh(tf.softplus(x)));
}

/** Mish, and mish′ = w + x·(1 − w²)·σ(x) times the tangent, with w = tanh(softplus(x)). */
function mishPair([x, tangent]: Pair): Pair {
  const w = tf.tanh(tf.softplus(x));
  const slope = tf.add(w, tf.mul(tf.mul(x, tf.sub(1, tf.square(w))), tf.sigmoid(x)));
  return [tf.mul(x, w), tf.mul(slope, tangent)];
}
