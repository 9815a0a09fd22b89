/**
 * @file How far a representation has spread or collapsed, as numbers.
 *
 * They belong together: a loss can push the distance up by inflating the norm while the rank falls, so distance and
 * norm stand beside effective rank, cosine and uniformity, which do not see the norm.
 */
import type { RepresentationRecord } from '../experiment/records.ts';
import { distanceHistogram } from './distanceHistogram.ts';
import { type Spectrum, spectrumOf } from './spectrum.ts';

/** All that the embedding alone tells. */
export type Dispersion = Omit<RepresentationRecord, 'kind' | 'step' | 'linearProbeR2' | 'actionGap'> &
  Required<Pick<RepresentationRecord, 'variances' | 'distances'>>;

/**
 * Spread of an embedding. Identical points are a valid, fully collapsed embedding: rank 1, distance 0, cosine 1,
 * uniformity 0.
 *
 * @param values `[count, size]`, count ≥ 2
 * @throws RangeError where the shape does not fit or a value is not finite
 * @see Roy & Vetterli 2007, "The effective rank" (here of the covariance's eigenvalues); Wang & Isola 2020,
 *   "Understanding contrastive representation learning through alignment and uniformity", eq. 2 with t = 2
 */
export function dispersionMetrics(values: Float32Array, count: number, size: number): Dispersion {
  const spectrum = spectrumOf(values, count, size);
  const norms = normsOf(values, count, size);
  const pairs = (count * (count - 1)) / 2;
  const distances = new Float64Array(pairs);
  let [pair, distanceSum, cosines, potentials] = [0, 0, 0, 0];
  for (let i = 1; i < count; i++) {
    for (let j = 0; j < i; j++) {
      let [squaredDistance, product] = [0, 0];
      for (let a = 0, p = i * size, q = j * size; a < size; a++, p++, q++) {
        squaredDistance += (values[p] - values[q]) ** 2;
        product += values[p] * values[q];
      }
      const cosine = cosineOf(product, norms[i], norms[j]);
      const distance = Math.sqrt(squaredDistance);
      distances[pair++] = distance;
      distanceSum += distance;
      cosines += cosine;
      // Unit vectors are √(2 − 2 cos) apart.
      potentials += Math.exp(-2 * (2 - 2 * cosine));
    }
  }
  return {
    effectiveRank: effectiveRankOf(spectrum),
    meanDistance: distanceSum / pairs,
    meanCosine: cosines / pairs,
    meanNorm: norms.reduce((sum, norm) => sum + norm, 0) / count,
    uniformity: Math.log(potentials / pairs),
    variances: [...spectrum.variances],
    distances: distanceHistogram(distances),
  };
}

/** exp of the entropy of the variances' shares: d for d equal variances, 1 for one, 1 by definition for none. */
function effectiveRankOf({ variances, isCollapsed }: Spectrum): number {
  if (isCollapsed) return 1;
  const total = variances.reduce((sum, variance) => sum + variance, 0);
  const entropy = variances.reduce((sum, variance) => {
    const share = variance / total;
    return share > 0 ? sum - share * Math.log(share) : sum;
  }, 0);
  return Math.exp(entropy);
}

/** Euclidean norm of each point, `[count]`. */
function normsOf(values: Float32Array, count: number, size: number): Float64Array {
  const norms = new Float64Array(count);
  for (let i = 0; i < values.length; i++) norms[Math.floor(i / size)] += values[i] ** 2;
  return norms.map(Math.sqrt);
}

/** A zero vector has no direction: two of them coincide, one and another point are unrelated. */
function cosineOf(product: number, normA: number, normB: number): number {
  if (normA === 0 || normB === 0) return normA === normB ? 1 : 0;
  return Math.min(1, Math.max(-1, product / (normA * normB)));
}
