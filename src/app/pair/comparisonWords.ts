/** @file What a paired test of two runs is said to say. */
import type { ReturnComparison, RunComparison } from '../../core/experiment/runComparison.ts';
import { sayNumber, saySteps } from '../words.ts';

/** Below it, the episodes tell the two apart. */
const level = 0.05;

/** `+35`, `−10`, `0`: percentage points */
export const sayPoints = (share: number): string => signed(Math.round(share * 100));

export const sayReturn = (value: number): string => signed(Number(sayNumber(value)));

/** `0.45`, `0.0041`, `< 0.001` */
export function sayProbability(pValue: number): string {
  if (pValue < 0.001) return '< 0.001';
  return pValue >= 0.995 ? '1' : String(Number(pValue.toPrecision(2)));
}

/** One sentence that a person may take home: who does better, or that so many episodes do not say. */
export function sayVerdict({ steps, episodes, difference, pValue }: RunComparison): string {
  const beginning = `With ${saySteps(steps)}`;
  if (pValue >= level) return `${beginning}, ${episodes} episodes do not tell A from B (${sayP(pValue)}).`;
  const better = difference.mean > 0 ? 'B' : 'A';
  return `${beginning}, ${better} does better (${sayP(pValue)}).`;
}

const sayP = (pValue: number) => `p ${pValue < 0.001 ? '' : '= '}${sayProbability(pValue)}`;

export function sayReturnVerdict({ steps, episodes, mean, interval }: ReturnComparison): string {
  const beginning = `With ${saySteps(steps)}`;
  const hasZero = interval[0] <= 0 && interval[1] >= 0;
  if (hasZero) return `${beginning}, ${episodes} episodes do not tell A from B.`;
  return `${beginning}, ${mean > 0 ? 'B' : 'A'} does better: the interval leaves out 0.`;
}

/** With a true minus sign, and a plus where it is one. */
const signed = (value: number) => (value < 0 ? `−${Math.abs(value)}` : value > 0 ? `+${value}` : '0');
