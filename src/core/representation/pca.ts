/**
 * @file Principal axes, fitted once and then kept, so that a moving picture shows the embedding move and not the axes.
 * Refitting on every frame would flip signs, swap axes and hide a collapse by zooming in on it.
 */
import { expectEmbedding, spectrumOf } from './spectrum.ts';

export interface PrincipalAxes {
  readonly size: number;
  /** `[size]` */
  readonly mean: Float64Array;
  /** Two orthonormal directions, each `[size]`; the second is zero where size is 1 */
  readonly axes: readonly [Float64Array, Float64Array];
}

/**
 * The two directions of largest variance. Each points where its largest component is positive, so that the same data
 * gives the same picture. Collapsed data has no such directions, and gets some orthonormal ones: later data still
 * moves in the picture as it spreads.
 *
 * @param values `[count, size]`, count ≥ 2
 * @throws RangeError where the shape does not fit or a value is not finite
 */
export function fitPrincipalAxes(values: Float32Array, count: number, size: number): PrincipalAxes {
  const { mean, axes } = spectrumOf(values, count, size);
  return { size, mean, axes: [withFixedSign(axes[0]), size > 1 ? withFixedSign(axes[1]) : new Float64Array(1)] };
}

/**
 * @param values `[count, size]`, of the size that the axes were fitted on
 * @returns coordinates along the two axes, `[count, 2]`, in embedding units
 * @throws RangeError where the shape does not fit or a value is not finite
 */
export function projectOnAxes({ size, mean, axes }: PrincipalAxes, values: Float32Array, count: number): Float32Array {
  expectEmbedding(values, count, size);
  const points = new Float32Array(count * 2);
  for (let point = 0; point < count; point++) {
    for (let axis = 0; axis < 2; axis++) {
      let coordinate = 0;
      for (let a = 0; a < size; a++) coordinate += axes[axis][a] * (values[point * size + a] - mean[a]);
      points[point * 2 + axis] = coordinate;
    }
  }
  return points;
}

function withFixedSign(axis: Float64Array): Float64Array {
  let largest = 0;
  for (const component of axis) if (Math.abs(component) > Math.abs(largest)) largest = component;
  return largest < 0 ? axis.map((component) => -component) : axis;
}
