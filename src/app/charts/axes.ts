/** @file Round limits and ticks for the charts' axes. */

/** An axis of values: from where to where, and which values are named on it. */
export interface ValueAxis {
  readonly kind: 'logarithmic' | 'linear';
  readonly domain: readonly [low: number, high: number];
  readonly ticks: readonly number[];
}

/** Limits and ticks that hold a range of positive values on a logarithmic axis; ticks are 1, 2 and 5 × 10ⁿ, or powers of ten where those are many. */
export function logarithmicAxis(lowest: number, highest: number): ValueAxis {
  const candidates: number[] = [];
  for (let power = Math.floor(Math.log10(lowest)) - 1; power <= Math.ceil(Math.log10(highest)); power++) {
    for (const digit of [1, 2, 5]) candidates.push(Number(`${digit}e${power}`));
  }
  const first = candidates.findLastIndex((tick) => tick <= lowest);
  const last = candidates.findIndex((tick) => tick >= highest && tick > candidates[first]);
  const all = candidates.slice(first, last + 1);
  const decades = all.filter((tick) => Number.isInteger(Math.log10(Number(tick.toPrecision(1)))));
  const ticks = all.length <= 5 ? all : decades;
  return { kind: 'logarithmic', domain: [all[0], all[all.length - 1]], ticks };
}

/** Limits and ticks that hold a range of values on a linear axis, with about four even, round intervals. */
export function linearAxis(lowest: number, highest: number): ValueAxis {
  const spread = highest - lowest || Math.abs(highest) || 1;
  const interval = roundUp(spread / 4, [1, 2, 2.5, 5]);
  const first = Math.floor(lowest / interval + 1e-9);
  const last = Math.max(first + 1, Math.ceil(highest / interval - 1e-9));
  // 3 × 0.1 is not 0.3, and would be named so.
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * interval).toPrecision(12)));
  return { kind: 'linear', domain: [ticks[0], ticks[ticks.length - 1]], ticks };
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

/** Whole, round, evenly spaced steps inside a window, as many as there may be. */
export function stepTicks(from: number, to: number, most = 6): number[] {
  const countOf = (interval: number) => Math.floor(to / interval) - Math.ceil(from / interval) + 1;
  let interval = 1;
  while (countOf(interval) > most) interval = roundUp(interval * 1.01);
  const first = Math.ceil(from / interval) * interval;
  return Array.from({ length: Math.max(0, countOf(interval)) }, (_, i) => first + i * interval);
}
