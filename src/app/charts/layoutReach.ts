/** @file How far a layout of the representation reaches, as a round limit that moves rarely. */
import type { ProjectionLayout } from '../../workers/projection/protocol.ts';
import { roundUp } from './axes.ts';

/** t-SNE has a fixed size, which most layouts stay inside. */
const usualReach = 1.9;

/** A round limit that all points lie within. */
export function reachOf({ method, points }: ProjectionLayout): number {
  const most = points.reduce((farthest, value) => Math.max(farthest, Math.abs(value)), 0) || 1;
  if (method === 'tsne' && most <= usualReach) return usualReach;
  return roundUp(most, [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8]);
}
