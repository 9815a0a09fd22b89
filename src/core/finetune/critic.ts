/** @file The critic V(o): what is still to be earned, in scaled rewards. It lives in the environment alone: it never sees noise. */
import * as tf from '@tensorflow/tfjs-core';
import { dense, type Matrix, mish } from '../policy/layers.ts';
import type { Random } from '../random/random.ts';

export interface CriticShape {
  readonly observationSize: number;
  readonly hiddenSize: number;
}

/** Inputs and outputs of each dense layer: two hidden ones, with Mish behind them. */
function layersOf({
  observationSize,
  hiddenSize,
}: CriticShape): readonly (readonly [inputs: number, outputs: number])[] {
  return [
    [observationSize, hiddenSize],
    [hiddenSize, hiddenSize],
    [hiddenSize, 1],
  ];
}

export function criticParameterCount(shape: CriticShape): number {
  return layersOf(shape).reduce((sum, [inputs, outputs]) => sum + inputs * outputs + outputs, 0);
}

/** PyTorch's default initialisation of `Linear`. */
export function initialiseCritic(shape: CriticShape, random: Random): Float32Array {
  const values = layersOf(shape).flatMap(([inputs, outputs]) =>
    Array.from({ length: inputs * outputs + outputs }, () => random.uniform(-1, 1) / Math.sqrt(inputs)),
  );
  return Float32Array.from(values);
}

/**
 * @param parameters the flat vector, `[criticParameterCount(shape)]`; gradients flow back to it
 * @param observations normalised, `[batch, observationSize]`
 * @returns `[batch, 1]`
 */
export function criticValues(shape: CriticShape, parameters: tf.Tensor1D, observations: Matrix): Matrix {
  const layers = layersOf(shape);
  const pieces = tf.split(
    parameters,
    layers.flatMap(([inputs, outputs]) => [inputs * outputs, outputs]),
  );
  return layers.reduce((input, [inputs, outputs], i) => {
    const weight = tf.reshape(pieces[2 * i], [inputs, outputs]) as Matrix;
    const output = dense(input, { weight, bias: pieces[2 * i + 1] as tf.Tensor1D });
    return i < layers.length - 1 ? mish(output) : output;
  }, observations);
}
