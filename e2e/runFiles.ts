/** @file Files of runs that were never trained: as long, and as odd, as a journey needs them. */

import { resolveExperiment } from '../src/core/experiment/experiment.ts';
import type { KeptRun } from '../src/core/experiment/keptRun.ts';
import type { RunRecord } from '../src/core/experiment/records.ts';
import { keptRun } from '../src/core/experiment/runFixture.ts';
import { Random } from '../src/core/random/random.ts';
import { encodeRunFile } from '../src/core/runs/runFile.ts';

export interface MadeFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A run of Lift with the records given, as the page would have written it. */
export function runFile(name: string, seed: number, records: readonly RunRecord[]): MadeFile {
  const step = Math.max(...records.map((record) => record.step));
  const run: KeptRun = {
    ...keptRun,
    id: `made-${seed}`,
    name,
    colour: seed % 10,
    experiment: resolveExperiment({ seed, 'training.steps': step }),
    phase: 'finished',
    step,
    recordCount: records.length,
    recordBytes: 100 * records.length,
  };
  const buffer = Buffer.from(encodeRunFile({ run, records, snapshot: null }));
  return { name: `${name}.run`, mimeType: 'application/octet-stream', buffer };
}

/** A noisy loss that falls, one logged point a step. @param broken steps at which it was not a number */
export function fallingLoss(points: number, seed: number, broken: readonly number[] = []): RunRecord[] {
  const random = new Random(seed);
  return Array.from({ length: points }, (_, i) => {
    const step = i + 1;
    const value = 0.02 + Math.exp(-i / (points / 6)) * Math.exp(random.normal(0, 0.3));
    const velocityLoss = broken.includes(step) ? Number.NaN : value;
    return { kind: 'training', step, loss: velocityLoss, velocityLoss, dispersiveLoss: -value, learningRate: 1e-3 };
  });
}
