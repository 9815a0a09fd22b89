/** @file Fewer points for a chart, without losing its peaks. */

/**
 * Chooses which points of a curve to draw: the lowest and the highest of each bucket, and both ends.
 *
 * Buckets are a power of two wide and begin at the first point, so a curve that grows keeps the points it has shown
 * instead of shimmering; only when the limit is reached do two buckets become one.
 *
 * @param values the curve; values that are not finite are drawn only where a bucket has nothing else
 * @param limit most points to return, at least 4
 * @returns indices into `values`, increasing
 */
export function decimate(values: ArrayLike<number>, limit: number): number[] {
  const count = values.length;
  if (count <= limit) return Array.from({ length: count }, (_, index) => index);
  // Two places are kept for the ends.
  const buckets = Math.floor((limit - 2) / 2);
  const width = 2 ** Math.ceil(Math.log2(count / buckets));
  const chosen = [0];
  for (let start = 0; start < count; start += width) {
    for (const index of extremes(values, start, Math.min(start + width, count))) {
      if (index > chosen[chosen.length - 1]) chosen.push(index);
    }
  }
  if (chosen[chosen.length - 1] !== count - 1) chosen.push(count - 1);
  return chosen;
}

/** Indices of the lowest and the highest finite value in [start, end), in the order they stand. */
function extremes(values: ArrayLike<number>, start: number, end: number): number[] {
  let lowest = -1;
  let highest = -1;
  for (let i = start; i < end; i++) {
    if (!Number.isFinite(values[i])) continue;
    if (lowest < 0 || values[i] < values[lowest]) lowest = i;
    if (highest < 0 || values[i] > values[highest]) highest = i;
  }
  if (lowest < 0) return [start];
  return lowest <= highest ? [lowest, highest] : [highest, lowest];
}
