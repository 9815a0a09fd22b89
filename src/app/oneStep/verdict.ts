/** @file What clouds of landings say about a policy, in numbers and in one sentence. */
import type { Cloud } from '../../workers/inspection/protocol.ts';

/** In a plane of normalised actions, where the demonstrations span −1 … 1 */
export interface CloudVerdict {
  readonly count: number;
  /** Mean distance between the two landings of the same noise */
  readonly meanApart: number;
  /** Single calls that land where small steps hardly ever do */
  readonly astray: number;
  /** The small steps land in more than one place, and hardly ever at the mean of them */
  readonly hasWays: boolean;
  /** Of those astray, how many are nearer to the mean of all ways than to any way */
  readonly between: number;
}

/** Farther apart than this is somewhere else. */
const near = 0.3;
/** A place where fewer than this share of the small steps land is one where they hardly ever do. */
const rare = 0.05;

/** @param cloud of two-number chunks */
export function judgeCloud({ oneStep, manySteps }: Pick<Cloud, 'oneStep' | 'manySteps'>): CloudVerdict {
  const ones = pointsOf(oneStep);
  const many = pointsOf(manySteps);
  const isRare = (point: Point) => many.filter((other) => distance(point, other) < near).length < rare * many.length;
  const mean: Point = [average(many.map(([x]) => x)), average(many.map(([, y]) => y))];
  const ways = many.filter((point) => !isRare(point));
  const astray = ones.filter(isRare);
  return {
    count: ones.length,
    meanApart: average(ones.map((point, i) => distance(point, many[i]))),
    astray: astray.length,
    hasWays: isRare(mean),
    between: astray.filter((point) => ways.every((way) => distance(point, mean) < distance(way, mean))).length,
  };
}

/** One call is as good as many where no more than this share of it lands astray. */
const tolerated = 0.15;

export const isEnough = ({ count, astray }: CloudVerdict) => astray <= tolerated * count;

export function sayVerdict(verdict: CloudVerdict): string {
  const { count, meanApart, astray, hasWays, between } = verdict;
  const apart = `The two landings of a noise are ${meanApart.toFixed(2)} apart on average.`;
  const landed = `Of ${count} noises, ${count - astray} land by one call where 32 small steps land`;
  if (isEnough(verdict)) {
    return `${landed}${hasWays ? ': each takes one of the ways, and not their mean' : ''}. ${apart}`;
  }
  if (hasWays && between > astray / 2) {
    return `${landed}; ${between} end between the ways, at a mean of good actions that is none of them. ${apart}`;
  }
  return `${landed}; ${astray} end where those never do. ${apart}`;
}

export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.hypot(...Array.from(a, (value, i) => value - b[i]));
}

type Point = readonly [number, number];

function pointsOf(flat: Float32Array): Point[] {
  return Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]]);
}

const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
