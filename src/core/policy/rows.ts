/**
 * @file Operations on the rows of a batch: normalising, centring, and products of all pairs.
 *
 * Each brings its own gradient, for the reason that `layers.ts` gives. None carries a tangent: du/dt never passes here.
 */
import * as tf from '@tensorflow/tfjs-core';
import '#gradients';
import { normalizationEpsilon } from './architecture.ts';
import type { Matrix } from './layers.ts';
import { meanOfColumns, sumOfColumns, sumOfRows, timesTransposed } from './products.ts';

/** Added to a squared length before it is divided by, so that nothing is divided by zero. */
const smallestSquare = 1e-24;

/**
 * (x − mean)/√(variance + ε) of each row: LayerNorm (Ba et al. 2016) with nothing learned, `[batch, size]`.
 *
 * With y the result and ẏ its gradient, that of x is (ẏ − mean(ẏ) − y·mean(ẏ·y))/√(variance + ε).
 */
export function layerNormalized(input: Matrix): Matrix {
  const operation = tf.customGrad((...args) => {
    const [x, save] = args as unknown as [Matrix, tf.GradSaveFunc];
    const centred = tf.sub(x, meanOfColumns(x)) as Matrix;
    const inverse = tf.rsqrt(tf.add(meanOfColumns(tf.square(centred)), normalizationEpsilon));
    const value = tf.mul(centred, inverse) as Matrix;
    save([value, inverse]);
    const gradFunc = (gradient: tf.Tensor, saved: tf.Tensor[]) => {
      const [dy, y] = [gradient as Matrix, saved[0] as Matrix];
      const alongResult = tf.mul(y, meanOfColumns(tf.mul(dy, y)));
      return tf.mul(tf.sub(tf.sub(dy, meanOfColumns(dy)), alongResult), saved[1]);
    };
    return { value: value as tf.Tensor, gradFunc };
  });
  return operation(input) as Matrix;
}

/** x/‖x‖ of each row, `[batch, size]`; a row of zeros stays one. */
export function unitRows(input: Matrix): Matrix {
  const operation = tf.customGrad((...args) => {
    const [x, save] = args as unknown as [Matrix, tf.GradSaveFunc];
    const inverse = tf.rsqrt(tf.add(sumOfColumns(tf.square(x)), smallestSquare));
    const value = tf.mul(x, inverse) as Matrix;
    save([value, inverse]);
    const gradFunc = (gradient: tf.Tensor, saved: tf.Tensor[]) => {
      const [dy, y] = [gradient as Matrix, saved[0] as Matrix];
      return tf.mul(tf.sub(dy, tf.mul(y, sumOfColumns(tf.mul(dy, y)))), saved[1]);
    };
    return { value: value as tf.Tensor, gradFunc };
  });
  return operation(input) as Matrix;
}

/** Each row minus the mean of all rows, `[batch, size]`. */
export function centredRows(input: Matrix): Matrix {
  const subtractMean = (x: Matrix) => tf.sub(x, tf.div(sumOfRows(x), x.shape[0])) as Matrix;
  const operation = tf.customGrad((...args) => {
    const [x] = args as unknown as [Matrix];
    // The projection is symmetric, so its gradient is the projection again.
    return { value: subtractMean(x) as tf.Tensor, gradFunc: (dy: tf.Tensor) => subtractMean(dy as Matrix) };
  });
  return operation(input) as Matrix;
}

/** Products of all pairs of rows, x·xᵀ, `[batch, size]` → `[batch, batch]`. */
export function gram(input: Matrix): Matrix {
  const operation = tf.customGrad((...args) => {
    const [x, save] = args as unknown as [Matrix, tf.GradSaveFunc];
    save([x]);
    return {
      value: timesTransposed(x, x) as tf.Tensor,
      gradFunc: (gradient: tf.Tensor, [x]: tf.Tensor[]) =>
        tf.matMul(tf.add(gradient, tf.transpose(gradient)) as Matrix, x as Matrix),
    };
  });
  return operation(input) as Matrix;
}
