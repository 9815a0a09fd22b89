/** @file Distances of all pairs of a batch, with gradients that stay finite where two features coincide. */
import * as tf from '@tensorflow/tfjs-core';
import type { Matrix } from '../../policy/layers.ts';
import { sumOfColumns, timesTransposed } from '../../policy/products.ts';
import { centredRows, gram } from '../../policy/rows.ts';

/** Added to a squared distance before it is divided by: far below any that rounding leaves, and not zero. */
const smallestSquare = 1e-30;

/** ‖zᵢ−zⱼ‖² for all pairs, `[batch, size]` → `[batch, batch]`. */
export function squaredDistances(features: Matrix): Matrix {
  const norms = tf.sum(tf.square(features), 1, true);
  const products = gram(features);
  // Rounding can leave a tiny negative distance, never a negative similarity exponent.
  return tf.relu(tf.sub(tf.add(norms, tf.transpose(norms)), tf.mul(products, 2)));
}

/**
 * ‖zᵢ−zⱼ‖ for all pairs, `[batch, size]` → `[batch, batch]`, exactly 0 on the diagonal and for equal features.
 *
 * A distance has no gradient at 0; here it is 0 there, as in PyTorch, and not the 0/0 that a square root would give.
 */
export function distances(features: Matrix): Matrix {
  const operation = tf.customGrad((...args) => {
    const [x, save] = args as unknown as [Matrix, tf.GradSaveFunc];
    const value = tf.sqrt(squaredDistancesOfCentred(x));
    save([x, value]);
    const gradFunc = (gradient: tf.Tensor, saved: tf.Tensor[]) => {
      const [x, d] = saved as [Matrix, Matrix];
      const bothWays = tf.add(gradient, tf.transpose(gradient));
      const pull = tf.mul(bothWays, tf.div(d, tf.add(tf.square(d), smallestSquare))) as Matrix;
      return tf.sub(tf.mul(sumOfColumns(pull), x), tf.matMul(pull, x)) as tf.Tensor;
    };
    return { value: value as tf.Tensor, gradFunc };
  });
  // Distances do not see the mean, and without it less is lost to rounding.
  return operation(centredRows(features)) as Matrix;
}

/** The squared norms come from the products' own diagonal, so that equal features cancel to exactly 0. */
function squaredDistancesOfCentred(features: Matrix): Matrix {
  const products = timesTransposed(features, features);
  const norms = sumOfColumns(tf.mul(products, tf.eye(features.shape[0])) as Matrix);
  return tf.relu(tf.sub(tf.add(norms, tf.transpose(norms)), tf.mul(products, 2)));
}
