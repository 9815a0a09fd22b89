/** @file A chunk seen as curves, one for each number of an action. */

/** @param chunk `[Ta·Da]`, Ta rows @returns what one number does over the chunk, `[Ta]` */
export function dimensionOf(chunk: ArrayLike<number>, actionSize: number, dimension: number): number[] {
  return Array.from({ length: chunk.length / actionSize }, (_, i) => chunk[i * actionSize + dimension]);
}

/** Mean and largest absolute difference of two chunks. */
export function apartness(a: ArrayLike<number>, b: ArrayLike<number>): { mean: number; largest: number } {
  const differences = Array.from(a, (value, i) => Math.abs(value - b[i]));
  const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
  return { mean, largest: Math.max(...differences) };
}

/** Apart by less than this on average, in a range of 2, two chunks look the same. */
const alike = 0.2;

export const isAlike = ({ mean }: ReturnType<typeof apartness>) => mean < alike;

export function sayApartness(apart: ReturnType<typeof apartness>): string {
  const numbers = `The two chunks differ by ${apart.mean.toFixed(2)} on average and ${apart.largest.toFixed(2)} at most, in a range of 2`;
  return isAlike(apart)
    ? `${numbers}: one call goes about where 32 go.`
    : `${numbers}: one call goes elsewhere. Success says which of the two gets the task done.`;
}
