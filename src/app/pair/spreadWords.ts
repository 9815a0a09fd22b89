/** @file What a number of the representation says of B against A. */
import { sayNumber } from '../words.ts';

interface Meaning {
  /** B has more of it */
  readonly higher: string;
  readonly lower: string;
  /** Compared by how many times, not by how much */
  readonly isRatio: boolean;
}

const meanings: Readonly<Record<string, Meaning>> = {
  effectiveRank: { higher: 'more dimensions', lower: 'fewer dimensions', isRatio: true },
  meanDistance: { higher: 'further apart', lower: 'closer together', isRatio: true },
  meanNorm: { higher: 'longer', lower: 'shorter', isRatio: true },
  meanCosine: { higher: 'more one way', lower: 'more ways', isRatio: false },
  uniformity: { higher: 'less uniform', lower: 'more uniform', isRatio: false },
  linearProbeR2: { higher: 'keeps more', lower: 'keeps less', isRatio: false },
  actionGap: { higher: '1 further from 32', lower: '1 nearer to 32', isRatio: true },
};

/** Below this share of the larger, a difference is not named. */
const noise = 0.08;

/**
 * B against A in words: `B × 23: further apart`.
 * @returns null where one of them was not measured
 */
export function saySpread(measure: string, a: number | null, b: number | null): string | null {
  if (a === null || b === null || !Number.isFinite(a) || !Number.isFinite(b)) return null;
  const size = Math.max(Math.abs(a), Math.abs(b));
  if (size === 0 || Math.abs(b - a) < noise * size) return 'about the same';
  const meaning = meanings[measure];
  const canDivide = meaning?.isRatio && a > 0 && b > 0;
  const difference = `${b > a ? '+' : '−'}${sayNumber(Math.abs(b - a))}`;
  const amount = canDivide ? `× ${sayNumber(Number((b / a).toPrecision(2)))}` : difference;
  return meaning ? `B ${amount}: ${b > a ? meaning.higher : meaning.lower}` : `B ${amount}`;
}
