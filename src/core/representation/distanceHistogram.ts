/** @file How pairwise distances are spread: their mean alone does not tell one cloud from two far apart. */
import type { DistanceHistogram } from '../experiment/records.ts';

/** The same at every step, so that two histograms can be laid over each other. */
export const distanceBins = 40;

/**
 * Counts in bins of equal width from 0 to the largest distance. Each bin holds its lower edge, the last one both.
 * Where all distances are 0 the bins have no width, and the first holds them all.
 *
 * @param distances none negative, in embedding units
 */
export function distanceHistogram(distances: Float64Array): DistanceHistogram {
  let upTo = 0;
  for (const distance of distances) upTo = Math.max(upTo, distance);
  const counts = new Array<number>(distanceBins).fill(0);
  for (const distance of distances) {
    const bin = upTo > 0 ? Math.floor((distance / upTo) * distanceBins) : 0;
    counts[Math.min(distanceBins - 1, bin)]++;
  }
  return { upTo, counts };
}
