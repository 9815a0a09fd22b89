/** @file What clouds of landings say about a policy, in numbers and in one sentence. */
import type { Cloud } from '../../workers/inspection/protocol.ts';

/** In a plane of normalised actions, where the demonstrations span −1 … 1 */
export interface CloudVerdict {
  readonly count: number;
  /** Mean distance between the two landings of the same noise */
  readonly meanApart: number;
  /** Single calls that land where small steps do not */
  readonly astray: number;
  /** The small steps land in more than one place, with nothing at their mean */
  readonly hasWays: boolean;
  /** Of those astray, how many are nearer to the mean of all ways than to any way */
  readonly between: number;
}

/** Farther than this from every landing of the small steps is somewhere else. */
const near = 0.3;

/** @param cloud of two-number chunks */
export function judgeCloud({ oneStep, manySteps }: Pick<Cloud, 'oneStep' | 'manySteps'>): CloudVerdict {
  const ones = pointsOf(oneStep);
  const many = pointsOf(manySteps);
  const toMany = (point: Point) => Math.min(...many.map((other) => distance(point, other)));
  const mean: Point = [average(many.map(([x]) => x)), average(many.map(([, y]) => y))];
  const astray = ones.filter((point) => toMany(point) > near);
  return {
    count: ones.length,
    meanApart: average(ones.map((point, i) => distance(point, many[i]))),
    astray: astray.length,
    hasWays: toMany(mean) > near,
    between: astray.filter((point) => distance(point, mean) < toMany(point)).length,
  };
}

/** One call is as good as many where no more than this share of it lands astray. */
const tolerated = 0.15;

export const isEnough = ({ count, astray }: CloudVerdict) => astray <= tolerated * count;

export function sayVerdict(verdict: CloudVerdict): string {
  const { count, meanApart, astray, hasWays, between } = verdict;
  const apart = `The two landings of a noise are ${meanApart.toFixed(2)} apart on average.`;
  if (isEnough(verdict)) {
    const ways = hasWays ? ' Nearly every noise picks one of the ways, and not their mean.' : '';
    return `Of ${count} noises, ${count - astray} land by one call where 32 small steps land.${ways} ${apart}`;
  }
  if (hasWays && between > astray / 2) {
    return `Of ${count} noises, ${astray} land by one call between the ways that 32 small steps take: a mean of good actions, and none of them. ${apart}`;
  }
  return `Of ${count} noises, ${astray} land by one call where 32 small steps never do. ${apart}`;
}

export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.hypot(...Array.from(a, (value, i) => value - b[i]));
}

type Point = readonly [number, number];

function pointsOf(flat: Float32Array): Point[] {
  return Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]]);
}

const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
