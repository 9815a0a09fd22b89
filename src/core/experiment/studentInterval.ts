/** @file Student's t interval of a mean over few runs: what can be said of a setting after three seeds. */

/** 97.5 % quantiles of Student's t for 1, 2, … 9 degrees of freedom */
const quantiles = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];
/** 97.5 % point of the standard normal */
const z = 1.959963984540054;

/** Mean over runs with its 95 % interval over them. */
export interface OverRuns {
  readonly mean: number;
  /** Null where one run alone was measured: one value says nothing of how far values scatter */
  readonly interval: readonly [low: number, high: number] | null;
}

/**
 * @param values one a run, at least one
 * @throws RangeError where there is none
 */
export function overRuns(values: readonly number[]): OverRuns {
  const half = studentHalfWidth(values);
  const mean = meanOf(values);
  return { mean, interval: values.length < 2 ? null : [mean - half, mean + half] };
}

/** Half of the 95 % interval of a mean; 0 where there is one value alone. @throws RangeError where there is none */
export function studentHalfWidth(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('interval over runs: expected at least one value, received none');
  if (values.length === 1) return 0;
  const centre = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  const deviation = Math.sqrt(squares / (values.length - 1));
  return (quantileOf(values.length - 1) * deviation) / Math.sqrt(values.length);
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** From 10 degrees of freedom on, the expansion around the normal is right to 3e-4 (Abramowitz & Stegun 26.7.5). */
function quantileOf(degrees: number): number {
  if (degrees <= quantiles.length) return quantiles[degrees - 1];
  const first = (z ** 3 + z) / (4 * degrees);
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2);
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * degrees ** 3);
  return z + first + second + third;
}
