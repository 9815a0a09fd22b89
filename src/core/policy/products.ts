/**
 * @file Matrix products in the form that each backend is fast at.
 *
 * wasm has a fast kernel for untransposed matrices alone, and it packs the right one before it multiplies, which costs
 * as much as half a product of this size (tfjs-backend-wasm 4.22; reference/engine.md item 1).
 */
import * as tf from '@tensorflow/tfjs-core';

type Matrix = tf.Tensor2D;

/**
 * x·W + b. wasm packs a weight anew for each bias it comes with, which costs half a product: there the bias is added
 * apart, so that the values and the tangents of a step share one packed weight.
 */
export function affine(x: Matrix, weight: Matrix, bias: tf.Tensor1D): Matrix {
  return tf.getBackend() === 'wasm'
    ? tf.add(tf.matMul(x, weight), bias)
    : (tf.fused.matMul({ a: x, b: weight, bias }) as Matrix);
}

/** Column sums, `[rows, columns]` → `[columns]`, as a product with ones: on wasm ten times as fast as a sum. */
export function sumOfRows(matrix: Matrix): tf.Tensor1D {
  const [rows, columns] = matrix.shape;
  return tf.reshape(tf.matMul(tf.ones([1, rows]), matrix), [columns]);
}

/** Row sums, `[rows, columns]` → `[rows, 1]`, as a product for the same reason. */
export function sumOfColumns(matrix: Matrix): Matrix {
  return tf.matMul(matrix, tf.ones([matrix.shape[1], 1]));
}

/** Mean of each row, `[rows, columns]` → `[rows, 1]`. */
export function meanOfColumns(matrix: Matrix): Matrix {
  return tf.div(sumOfColumns(matrix), matrix.shape[1]);
}

/**
 * a·bᵀ. wasm's fast kernel multiplies untransposed matrices only, and packs the right one: there it is (b·aᵀ)ᵀ, where
 * the right one is the batch, smaller than the weight.
 */
export function timesTransposed(a: Matrix, b: Matrix): Matrix {
  if (tf.getBackend() !== 'wasm') return tf.matMul(a, b, false, true);
  return tf.transpose(tf.matMul(b, tf.transpose(a)) as Matrix);
}

/** aᵀ·b, with the same care. */
export function transposedTimes(a: Matrix, b: Matrix): Matrix {
  return tf.getBackend() === 'wasm' ? tf.matMul(tf.transpose(a), b) : tf.matMul(a, b, true, false);
}
