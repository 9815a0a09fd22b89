/** @file Reads a sweep's plan from a file. */
import { readFileSync } from 'node:fs';
import { readSweepPlan, type SweepPlan, type SweepRun } from '../src/core/experiment/sweep/plan.ts';
import { UsageError } from './arguments.ts';
import { experimentOf } from './experiments.ts';

/** @throws UsageError naming what is wrong with the file, with its path; every run is checked before the first begins */
export function readSweep(path: string): { plan: SweepPlan; runs: SweepRun[] } {
  try {
    return readSweepPlan(JSON.parse(readFileSync(path, 'utf8')), experimentOf);
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message}`);
  }
}
