/** @file Every measurement, one line each. */
import { boardInNode } from './board.ts';
import { environmentMeasurement } from './environment.ts';
import type { Measurement } from './measurement.ts';
import { pageMeasurement } from './page.ts';
import { pairMeasurement } from './pair.ts';

export const measurements: readonly Measurement[] = [
  environmentMeasurement,
  ...boardInNode,
  pageMeasurement,
  pairMeasurement,
];
