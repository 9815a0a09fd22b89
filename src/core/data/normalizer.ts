/** @file Min–max normalisation of observations and actions to [−1, 1], as DMPO and DPPO train. */

/** Per dimension: normalised = (raw − centre) · scale. Plain JSON. */
export interface Normalizer {
  readonly centre: readonly number[];
  readonly scale: readonly number[];
}

/** A dimension that moves less than this in the data is taken as constant: scaling it up would scale up its noise. */
const smallestRange = 1e-4;

/** @param rows raw values, `[count, size]` @throws RangeError where a value is not finite or there are no rows */
export function fitNormalizer(rows: Float32Array, size: number): Normalizer {
  if (rows.length === 0) throw new RangeError('a normaliser needs at least one row');
  const low = new Array<number>(size).fill(Number.POSITIVE_INFINITY);
  const high = new Array<number>(size).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < rows.length; i++) {
    if (!Number.isFinite(rows[i])) throw new RangeError(`row ${Math.floor(i / size)} holds ${rows[i]}`);
    const column = i % size;
    low[column] = Math.min(low[column], rows[i]);
    high[column] = Math.max(high[column], rows[i]);
  }
  return {
    centre: low.map((value, i) => (value + high[i]) / 2),
    scale: low.map((value, i) => (high[i] - value > smallestRange ? 2 / (high[i] - value) : 1)),
  };
}

/** @param rows raw, `[count, size]` @returns normalised, same shape */
export function normalize(normalizer: Normalizer, rows: ArrayLike<number>): Float32Array {
  const { centre, scale } = normalizer;
  const size = centre.length;
  return Float32Array.from(rows, (value, i) => (value - centre[i % size]) * scale[i % size]);
}

/** @param rows normalised, `[count, size]` @returns raw, same shape */
export function denormalize(normalizer: Normalizer, rows: ArrayLike<number>): Float32Array {
  const { centre, scale } = normalizer;
  const size = centre.length;
  return Float32Array.from(rows, (value, i) => value / scale[i % size] + centre[i % size]);
}

/** @param rows normalised, `[count, size]`; clamped to [−1, 1] first, so that no action leaves the data's range */
export function denormalizeClamped(normalizer: Normalizer, rows: ArrayLike<number>): Float32Array {
  const { centre, scale } = normalizer;
  const size = centre.length;
  return Float32Array.from(rows, (value, i) => Math.max(-1, Math.min(1, value)) / scale[i % size] + centre[i % size]);
}
