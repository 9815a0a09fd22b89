/** @file Mean, covariance and eigenvalues of an embedding: what effective rank and PCA are both made of. */
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

export interface Spectrum {
  /** `[size]` */
  readonly mean: Float64Array;
  /** Variances along the principal axes, largest first, never negative, `[size]` */
  readonly variances: Float64Array;
  /** Orthonormal principal axes in the order of the variances, each `[size]` */
  readonly axes: readonly Float64Array[];
  /** No spread beyond float32 rounding: the points are one point. */
  readonly isCollapsed: boolean;
}

/** Spread relative to the norm below which a float32 network's outputs differ by rounding alone. */
const roundingSpread = 1e-6;

/** Whether points of this total variance and mean squared norm are one point, but for float32 rounding. */
export function isOnePoint(variance: number, squaredNorm: number): boolean {
  return variance <= roundingSpread ** 2 * squaredNorm;
}

/**
 * @param values `[count, size]`
 * @throws RangeError where the shape does not fit or a value is not finite
 */
export function spectrumOf(values: Float32Array, count: number, size: number): Spectrum {
  expectEmbedding(values, count, size);
  const mean = meanOf(values, count, size);
  const covariance = covarianceOf(values, mean, count, size);
  const decomposition = new EigenvalueDecomposition(covariance, { assumeSymmetric: true });
  // The library sorts ascending.
  const order = Array.from({ length: size }, (_, axis) => size - 1 - axis);
  const variances = Float64Array.from(order, (column) => Math.max(0, decomposition.realEigenvalues[column]));
  const axes = order.map((column) => Float64Array.from(decomposition.eigenvectorMatrix.getColumn(column)));

  const variance = variances.reduce((sum, value) => sum + value, 0);
  const squaredNorm = mean.reduce((sum, value) => sum + value ** 2, 0) + variance;
  return { mean, variances, axes, isCollapsed: isOnePoint(variance, squaredNorm) };
}

/** @throws RangeError where the shape does not fit or a value is not finite */
export function expectEmbedding(values: Float32Array, count: number, size: number): void {
  if (count < 2 || size < 1 || values.length !== count * size) {
    throw new RangeError(`embedding: expected at least 2 × 1 values, received ${values.length} for ${count} × ${size}`);
  }
  const broken = values.findIndex((value) => !Number.isFinite(value));
  if (broken >= 0) throw new RangeError(`embedding: point ${Math.floor(broken / size)} holds ${values[broken]}`);
}

function meanOf(values: Float32Array, count: number, size: number): Float64Array {
  const mean = new Float64Array(size);
  for (let i = 0; i < values.length; i++) mean[i % size] += values[i];
  return mean.map((sum) => sum / count);
}

/** Population covariance, `[size, size]`. */
function covarianceOf(values: Float32Array, mean: Float64Array, count: number, size: number): Matrix {
  const sums = new Float64Array(size * size);
  const deviation = new Float64Array(size);
  for (let point = 0; point < count; point++) {
    for (let a = 0; a < size; a++) deviation[a] = values[point * size + a] - mean[a];
    for (let a = 0; a < size; a++) {
      for (let b = 0; b <= a; b++) sums[a * size + b] += deviation[a] * deviation[b];
    }
  }
  const covariance = Matrix.zeros(size, size);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      covariance.set(a, b, sums[Math.max(a, b) * size + Math.min(a, b)] / count);
    }
  }
  return covariance;
}
