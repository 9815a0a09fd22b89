/**
 * @file Differentiable layers with forward-mode tangents carried beside the values.
 *
 * The du/dt of MeanFlow is always stop-gradiented, so a tangent never needs a backward pass of its own: values are
 * recorded on tfjs's tape, tangents are computed `detached` from it. Each layer brings its own gradient, because the
 * default gradient of `matMul` takes a slow path on wasm (reference/engine.md item 1).
 */
import * as tf from '@tensorflow/tfjs-core';
import '#gradients';

export type Matrix = tf.Tensor2D;

/** A value `[batch, size]` with its directional derivative along one direction, same shape. */
export interface Dual {
  readonly value: Matrix;
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

/** x·W + b, `[batch, inputs]` → `[batch, outputs]`. */
export function dense(input: Matrix, { weight, bias }: DenseParameters): Matrix {
  const operation = tf.customGrad((...args) => {
    const [x, w, b, save] = args as unknown as [Matrix, Matrix, tf.Tensor1D, tf.GradSaveFunc];
    save([x, w]);
    return {
      value: tf.fused.matMul({ a: x, b: w, bias: b }) as tf.Tensor,
      gradFunc: (gradient: tf.Tensor, saved: tf.Tensor[]) => {
        const [savedInput, savedWeight] = saved as [Matrix, Matrix];
        const dy = gradient as Matrix;
        return [timesTransposed(dy, savedWeight), transposedTimes(savedInput, dy), tf.sum(dy, 0)];
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
  return mishWithDerivative(input).value;
}

/** Mish and its tangent mish′(x)·ẋ. */
export function mishDual(input: Dual): Dual {
  const { value, derivative } = mishWithDerivative(input.value);
  return { value, tangent: detached(() => tf.mul(derivative, input.tangent)) };
}

/**
 * With e = eˣ and n = e(e+2): tanh(softplus(x)) = n/(n+2), and mish′ = (n + 4x·e(e+1)/(n+2)) / (n+2).
 * x is capped at 20 inside the exponential, where mish(x) equals x in float32.
 */
function mishWithDerivative(input: Matrix): { value: Matrix; derivative: Matrix } {
  const exponential = detached(() => tf.exp(tf.clipByValue(input, -100, 20)));
  const numerator = detached(() => tf.mul(exponential, tf.add(exponential, 2)));
  const denominator = detached(() => tf.add(numerator, 2));
  const derivative = detached(() => {
    const slope = tf.mul(tf.mul(exponential, tf.add(exponential, 1)), 4);
    return tf.div(tf.add(numerator, tf.div(tf.mul(input, slope), denominator)), denominator) as Matrix;
  });
  const operation = tf.customGrad((...args) => {
    const [x, save] = args as unknown as [Matrix, tf.GradSaveFunc];
    save([derivative]);
    return {
      value: tf.div(tf.mul(x, numerator), denominator) as tf.Tensor,
      gradFunc: (gradient: tf.Tensor, saved: tf.Tensor[]) => tf.mul(gradient, saved[0]),
    };
  });
  return { value: operation(input) as Matrix, derivative };
}

/** a·bᵀ. wasm's fast kernel multiplies untransposed matrices only, so there the transpose is made first. */
function timesTransposed(a: Matrix, b: Matrix): Matrix {
  return tf.getBackend() === 'wasm' ? tf.matMul(a, tf.transpose(b)) : tf.matMul(a, b, false, true);
}

/** aᵀ·b, with the same care. */
function transposedTimes(a: Matrix, b: Matrix): Matrix {
  return tf.getBackend() === 'wasm' ? tf.matMul(tf.transpose(a), b) : tf.matMul(a, b, true, false);
}
