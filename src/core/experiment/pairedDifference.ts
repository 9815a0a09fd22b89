/** @file What a paired table says of the difference between two step counts. */
import type { PairedRecord } from './records.ts';

const z95 = 1.959963984540054;

/**
 * Success rate with one step minus that with many, on the same episodes, with its 95 % interval: the adjusted Wald
 * interval for paired proportions, which adds half an episode to each cell and so holds its level in small samples.
 *
 * @returns shares, −1 … 1
 * @see Agresti & Min 2005, "Simple improved confidence intervals for comparing matched proportions", section 3
 */
export function successDifference({
  both,
  onlyOne,
  onlyMany,
  neither,
}: Pick<PairedRecord, 'both' | 'onlyOne' | 'onlyMany' | 'neither'>): { mean: number; interval: [number, number] } {
  const episodes = both + onlyOne + onlyMany + neither;
  const adjusted = episodes + 2;
  const [b, c] = [onlyOne + 0.5, onlyMany + 0.5];
  const centre = (b - c) / adjusted;
  const half = (z95 / adjusted) * Math.sqrt(b + c - (b - c) ** 2 / adjusted);
  return {
    mean: (onlyOne - onlyMany) / episodes,
    interval: [Math.max(-1, centre - half), Math.min(1, centre + half)],
  };
}
