/**
 * @file Differentiable layers with forward-mode tangents carried beside the values.
 *
 * The du/dt of MeanFlow is always stop-gradiented, so a tangent never needs a backward pass of its own: values are
 * recorded on tfjs's tape, tangents are computed `detached` from it. Each layer brings its own gradient, because the
 * default gradient of `matMul` takes a slow path on wasm (reference/engine.md item 1).
 */
import * as tf from '@tensorflow/tfjs-core';
import '#gradients';
import { affine, sumOfRows, timesTransposed, transposedTimes } from './products.ts';

export type Matrix = tf.Tensor2D;

/** A value with its derivative along one direction, for the rows at the end of the batch that move at all. */
export interface Dual {
  /** `[batch, size]` */
  readonly value: Matrix;
  /** `[moving, size]`, of the last rows; 1 ≤ moving ≤ batch */
  readonly tangent: Matrix;
}

export interface DenseParameters {
  /** `[inputs, outputs]` */
  readonly weight: Matrix;
  /** `[outputs]` */
  readonly bias: tf.Tensor1D;
}

/**
 * Computes without recording: gradients treat the result as a constant.
 * A custom gradient with no inputs is a tape node that nothing flows through.
 */
export function detached<T extends tf.Tensor>(compute: () => T): T {
  return tf.customGrad(() => ({ value: compute(), gradFunc: () => [] }))() as T;
}

/** The last `count` rows of a matrix. */
export function lastRows(matrix: Matrix, count: number): Matrix {
  const [rows, columns] = matrix.shape;
  return count === rows ? matrix : tf.slice(matrix, [rows - count, 0], [count, columns]);
}

/** x·W + b, `[batch, inputs]` → `[batch, outputs]`. */
export function dense(input: Matrix, { weight, bias }: DenseParameters): Matrix {
  const operation = tf.customGrad((...args) => {
    const [x, w, b, save] = args as unknown as [Matrix, Matrix, tf.Tensor1D, tf.GradSaveFunc];
    save([x, w]);
    return {
      value: affine(x, w, b),
      gradFunc: (gradient: tf.Tensor, saved: tf.Tensor[]) => {
        const [savedInput, savedWeight] = saved as [Matrix, Matrix];
        const dy = gradient as Matrix;
        return [timesTransposed(dy, savedWeight), transposedTimes(savedInput, dy), sumOfRows(dy)];
      },
    };
  });
  return operation(input, weight, bias) as Matrix;
}

/** A dense layer and its tangent ẋ·W. */
export function denseDual(input: Dual, parameters: DenseParameters): Dual {
  return {
    value: dense(input.value, parameters),
    tangent: detached(() => tf.matMul(input.tangent, parameters.weight)),
  };
}

/** Mish, x·tanh(softplus(x)) (Misra 2019), elementwise. */
export function mish(input: Matrix): Matrix {
  const operation = tf.customGrad((...args) => {
    const [x, save] = args as unknown as [Matrix, tf.GradSaveFunc];
    const sigmoid = tf.sigmoid(x);
    const weight = mishWeight(sigmoid);
    save([x, sigmoid, weight]);
    const gradFunc = (gradient: tf.Tensor, saved: tf.Tensor[]) => {
      const [x, sigmoid, weight] = saved as [Matrix, Matrix, Matrix];
      return tf.mul(gradient, mishSlope(x, sigmoid, weight));
    };
    return { value: tf.mul(x, weight) as tf.Tensor, gradFunc };
  });
  return operation(input) as Matrix;
}

/** Mish and its tangent mish′(x)·ẋ. */
export function mishDual(input: Dual): Dual {
  const sigmoid = detached(() => tf.sigmoid(input.value));
  const weight = detached(() => mishWeight(sigmoid));
  const slope = detached(() => mishSlope(input.value, sigmoid, weight));
  const tangent = detached(() => tf.mul(lastRows(slope, input.tangent.shape[0]), input.tangent) as Matrix);
  const operation = tf.customGrad((...args) => {
    const [x, save] = args as unknown as [Matrix, tf.GradSaveFunc];
    save([slope]);
    const gradFunc = (gradient: tf.Tensor, saved: tf.Tensor[]) => tf.mul(gradient, saved[0]);
    return { value: tf.mul(x, weight) as tf.Tensor, gradFunc };
  });
  return { value: operation(input.value) as Matrix, tangent };
}

/**
 * w = tanh(softplus(x)) from σ(x): with p = σ(2 − σ), w = p/(2 − p).
 * Nothing in it overflows, and σ is the one transcendental function that wasm has a fast kernel for.
 */
function mishWeight(sigmoid: Matrix): Matrix {
  const product = tf.mul(sigmoid, tf.sub(2, sigmoid));
  return tf.div(product, tf.sub(2, product));
}

/** mish′(x) = w + σ·x·(1 − w²) */
function mishSlope(x: Matrix, sigmoid: Matrix, weight: Matrix): Matrix {
  return tf.add(weight, tf.mul(sigmoid, tf.sub(x, tf.mul(weight, tf.mul(x, weight)))));
}
