/**
 * @file Whether an embedding that became wider is more spread, or only longer.
 *
 * A dispersive loss can push every distance up by making all embeddings longer, which separates nothing: a layer after
 * it could undo it with one number. So growth of the mean distance is set against that of the mean norm, and against
 * the effective rank, which does not see length.
 */
import type { RepresentationRecord } from './records.ts';

export type Growth = 'norm' | 'spread' | 'same' | 'narrower';

export interface DispersionGrowth {
  readonly kind: Growth;
  /** Mean distance now over then */
  readonly distance: number;
  /** Mean norm now over then */
  readonly norm: number;
  /** Effective rank then and now */
  readonly rank: readonly [then: number, now: number];
}

/** A distance that changed by less than this factor has not changed to speak of. */
const smallestChange = 1.5;
/** Share of the distance's growth, on a logarithmic scale, that the norm must account for to be called its cause */
const normShare = 0.8;
/** A rank that grew by less than this factor has not grown. */
const rankChange = 1.1;

type Spread = Pick<RepresentationRecord, 'meanDistance' | 'meanNorm' | 'effectiveRank'>;

/**
 * - `norm`: the mean distance grew by at least 1.5, log(norm factor) is at least 0.8 of log(distance factor), and the
 *   effective rank grew by less than 1.1;
 * - `spread`: it grew by at least 1.5, and not by the norm alone;
 * - `narrower`: it fell to 1/1.5 or less;
 * - `same`: anything between.
 *
 * @returns null where the factors are not defined: a distance or a norm was 0, or a number is not finite
 */
export function dispersionGrowth(then: Spread, now: Spread): DispersionGrowth | null {
  const distance = now.meanDistance / then.meanDistance;
  const norm = now.meanNorm / then.meanNorm;
  const rank = [then.effectiveRank, now.effectiveRank] as const;
  if (![distance, norm, ...rank].every(Number.isFinite)) return null;
  return { kind: kindOf(distance, norm, rank[1] / rank[0]), distance, norm, rank };
}

function kindOf(distance: number, norm: number, rank: number): Growth {
  if (distance <= 1 / smallestChange) return 'narrower';
  if (distance < smallestChange) return 'same';
  const isLonger = Math.log(norm) >= normShare * Math.log(distance);
  return isLonger && rank < rankChange ? 'norm' : 'spread';
}
