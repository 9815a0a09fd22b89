/** @file The input side of t-SNE: how likely each point is to pick each other one as its neighbour. */
import { expectEmbedding, isOnePoint } from './spectrum.ts';

/**
 * Joint neighbour probabilities p_ij = (p_j|i + p_i|j) / 2N, with Gaussian p_j|i whose width gives each point the
 * wanted perplexity (effective number of neighbours). They do not change when the embedding is scaled. Where all
 * points are one, everyone is everyone's neighbour.
 *
 * @param values `[count, size]`, count ≥ 2
 * @param perplexity 1 … count − 1
 * @returns symmetric, zero diagonal, sum 1, `[count, count]`
 * @throws RangeError where the shape does not fit or a value is not finite
 * @see van der Maaten & Hinton 2008, "Visualizing data using t-SNE", eq. 1 and section 3.1
 */
export function jointAffinities(values: Float32Array, count: number, size: number, perplexity: number): Float64Array {
  expectEmbedding(values, count, size);
  const distances = squaredDistances(values, count, size);
  const joint = new Float64Array(count * count);
  const weights = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const sum = neighbourWeights(distances.subarray(i * count, (i + 1) * count), i, Math.log(perplexity), weights);
    for (let j = 0; j < count; j++) {
      const half = weights[j] / sum / (2 * count);
      joint[i * count + j] += half;
      joint[j * count + i] += half;
    }
  }
  return joint;
}

/** `[count, count]`; all zero where the points differ by rounding alone. */
function squaredDistances(values: Float32Array, count: number, size: number): Float64Array {
  const distances = new Float64Array(count * count);
  let [sum, squaredNorm] = [0, 0];
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) {
      let squared = 0;
      for (let a = 0, p = i * size, q = j * size; a < size; a++, p++, q++) squared += (values[p] - values[q]) ** 2;
      distances[i * count + j] = squared;
      distances[j * count + i] = squared;
      sum += squared;
    }
    for (let a = 0; a < size; a++) squaredNorm += values[i * size + a] ** 2 / count;
  }
  // Σ over pairs of squared distances is N² times the total variance.
  return isOnePoint(sum / count ** 2, squaredNorm) ? distances.fill(0) : distances;
}

/**
 * Finds by bisection the precision β at which the weights exp(−β d²) have the wanted entropy, and leaves them in
 * `weights`. More duplicates of a point than its perplexity have no such β; the search then ends at a narrow Gaussian,
 * even over the duplicates.
 *
 * @param distances squared distances from point `self`, `[count]`
 * @returns the sum of the weights
 */
function neighbourWeights(distances: Float64Array, self: number, wantedEntropy: number, weights: Float64Array): number {
  let [mean, nearest] = [0, Number.POSITIVE_INFINITY];
  for (let j = 0; j < distances.length; j++) {
    if (j === self) continue;
    mean += distances[j] / (distances.length - 1);
    nearest = Math.min(nearest, distances[j]);
  }
  let precision = mean > 0 ? 1 / mean : 1;
  let [low, high] = [0, Number.POSITIVE_INFINITY];
  let sum = 0;
  for (let attempt = 0; attempt < 60; attempt++) {
    let moment = 0;
    sum = 0;
    for (let j = 0; j < distances.length; j++) {
      // Measured from the nearest neighbour, so that its weight is 1 and the sum never underflows.
      const beyond = distances[j] - nearest;
      weights[j] = j === self ? 0 : Math.exp(-precision * beyond);
      sum += weights[j];
      moment += beyond * weights[j];
    }
    const excess = Math.log(sum) + (precision * moment) / sum - wantedEntropy;
    if (Math.abs(excess) < 1e-5) break;
    if (excess > 0) low = precision;
    else high = precision;
    precision = high === Number.POSITIVE_INFINITY ? precision * 2 : (low + high) / 2;
  }
  return sum;
}
