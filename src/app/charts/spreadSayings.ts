/** @file What the spectrum and the distances of an embedding say, each in a sentence or two. */
import type { DispersionGrowth, Growth } from '../../core/experiment/dispersionGrowth.ts';
import type { LossScale } from '../../core/experiment/dispersionScale.ts';
import { sayCount, sayNumber } from '../words.ts';

/** Two digits are all that a factor is good for. */
const sayFactor = (factor: number) => sayNumber(Number(factor.toPrecision(2)));

/** Share of the variance that a dimension must help to hold to be counted */
const held = 0.99;

/** @param variances largest first */
export function saySpectrum(step: number, variances: readonly number[]): string {
  const total = variances.reduce((sum, variance) => sum + variance, 0);
  const at = `Step ${sayCount(step)}`;
  if (total === 0) return `${at}: no variance, all embeddings are one point`;
  let [count, sum] = [0, 0];
  while (count < variances.length && sum < held * total) sum += variances[count++];
  const hold = count === 1 ? 'holds' : 'hold';
  return `${at}: ${count} of ${variances.length} directions ${hold} 99 % of the variance`;
}

/** The mean distance, in the loss's own scale where it has one. */
export function sayDistances(step: number, mean: number, scale: LossScale | null): string {
  const at = `Step ${sayCount(step)}: mean ${sayNumber(mean)}`;
  if (!scale) return `${at}; the loss knows no distance here, so none is marked`;
  return `${at} = ${sayFactor(mean / scale.length)} × ${scale.name}; ${scale.meaning}`;
}

const verdicts: Readonly<Record<Growth, string>> = {
  norm: 'Mostly norm: longer, in no more dimensions.',
  spread: 'Spread, and not by norm alone.',
  same: 'About as wide as it was.',
  narrower: 'Narrower: it draws together.',
};

/** @param since the step that the growth is counted from */
export function sayGrowth(since: number, { kind, distance, norm, rank }: DispersionGrowth): string {
  const [then, now] = rank.map(sayFactor);
  const numbers = `distance × ${sayFactor(distance)}, norm × ${sayFactor(norm)}, rank ${then} → ${now}`;
  return `Since step ${sayCount(since)}: ${numbers}. ${verdicts[kind]}`;
}
