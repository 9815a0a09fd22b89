/** @file Round limits and ticks for the charts' axes. */

/** Limits and ticks that hold a range of positive values on a logarithmic axis; ticks are 1, 2 and 5 × 10ⁿ, or powers of ten where those are many. */
export function logarithmicAxis(lowest: number, highest: number): { domain: [number, number]; ticks: number[] } {
  const candidates: number[] = [];
  for (let power = Math.floor(Math.log10(lowest)) - 1; power <= Math.ceil(Math.log10(highest)); power++) {
    for (const digit of [1, 2, 5]) candidates.push(Number(`${digit}e${power}`));
  }
  const first = candidates.findLastIndex((tick) => tick <= lowest);
  const last = candidates.findIndex((tick) => tick >= highest && tick > candidates[first]);
  const all = candidates.slice(first, last + 1);
  const decades = all.filter((tick) => /^1(e|0*$)|^0\.0*1$/.test(String(tick)));
  const ticks = all.length <= 5 ? all : decades;
  return { domain: [all[0], all[all.length - 1]], ticks };
}

/** The smallest of 1, 2, 5 × 10ⁿ, or of the digits given, that is at least a value: a limit that moves rarely. */
export function roundUp(value: number, digits: readonly number[] = [1, 2, 5]): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-9)));
  return [...digits, 10].map((digit) => digit * power).find((limit) => limit >= value * (1 - 1e-12))!;
}

/** Where the axis of training steps ends: beyond the last point, and rarely somewhere else. */
export function stepLimit(lastStep: number): number {
  return roundUp(Math.max(1, lastStep), [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8]);
}

/** Evenly spaced whole ticks from 0 to a limit, four or five intervals where their length is a round number. */
export function stepTicks(limit: number): number[] {
  const isRound = (length: number) => Number.isInteger(length) && Number(length.toPrecision(2)) === length;
  const intervals = [4, 5, 3, 2].find((count) => isRound(limit / count)) ?? 1;
  return Array.from({ length: intervals + 1 }, (_, i) => (i * limit) / intervals);
}
