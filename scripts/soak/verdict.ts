/** @file Whether what a long run holds stays flat, or what of it grows. */

/** One look at the page: by name, such as "training: tensors" or "page: JS heap" */
export type Reading = Readonly<Record<string, number>>;

export interface Bound {
  /** Growth that is put down to chance: a share of what was there, and an amount, whichever is more */
  readonly share: number;
  readonly amount: number;
}

const megabyte = 2 ** 20;
/** Bounds of growth between the second and the last third of a soak. What a run records is kept, and is small. */
const memoryBound: Bound = { share: 0.15, amount: 8 * megabyte };
/** Between two log intervals one small tensor a step waits for its read-back. */
const tensorBound: Bound = { share: 0, amount: 16 };

export interface Growth {
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

export const boundOf = (name: string): Bound => (name.endsWith('tensors') ? tensorBound : memoryBound);

/**
 * Compares the smallest reading of the last third with that of the second: what is freed now and then is not growth,
 * and the first third is for warming up.
 *
 * @returns what grew beyond its bound, and what was not there in every reading of these two thirds
 * @throws RangeError where there are fewer than six readings
 */
export function findGrowth(readings: readonly Reading[]): Growth[] {
  if (readings.length < 6) throw new RangeError(`expected 6 readings or more, received ${readings.length}`);
  const third = Math.floor(readings.length / 3);
  const [middle, last] = [readings.slice(third, 2 * third), readings.slice(2 * third)];
  const smallest = (part: readonly Reading[], name: string) => Math.min(...part.map((reading) => reading[name]));
  return Object.keys(readings[readings.length - 1])
    .map((name) => ({ name, before: smallest(middle, name), after: smallest(last, name) }))
    .filter(({ name, before, after }) => {
      const { share, amount } = boundOf(name);
      return !(after - before <= Math.max(share * before, amount));
    });
}

export function sayAmount(name: string, value: number): string {
  return name.endsWith('tensors') ? `${value}` : `${(value / megabyte).toFixed(1)} MB`;
}
