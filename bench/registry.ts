/** @file Every measurement, one line each. */
import { environmentMeasurement } from './environment.ts';
import { latencyMeasurement } from './latency.ts';
import type { Measurement } from './measurement.ts';
import { pageMeasurement } from './page.ts';
import { pairMeasurement } from './pair.ts';
import { trainingStepMeasurement } from './trainingStep.ts';
import { tsneMeasurement } from './tsne.ts';

export const measurements: readonly Measurement[] = [
  environmentMeasurement,
  trainingStepMeasurement,
  latencyMeasurement,
  tsneMeasurement,
  pageMeasurement,
  pairMeasurement,
];
