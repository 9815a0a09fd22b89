/**
 * @file What answers the lesson's questions on a device that cannot train: the shipped sweep over α on Dials, of which
 * the runs without dispersion and with α = 0.5, seed 0, are what A and B train.
 */
import { readSweepRecord, type SweepRecord } from '../../core/experiment/sweep/record.ts';
import type { FetchFile } from '../files.ts';
import type { PairReading } from './lessonState.ts';
import type { SideReading } from './sideReading.ts';

const path = 'examples/dials-alpha.sweep.json';
const weights = { a: 0, b: 0.5 } as const;

/** @returns null where the file cannot be had: the questions are then asked without it */
export async function fetchRecorded(fetchFile: FetchFile): Promise<PairReading | null> {
  try {
    const bytes = await fetchFile(path);
    return readRecorded(readSweepRecord(new TextDecoder().decode(bytes), path));
  } catch {
    return null;
  }
}

export function readRecorded({ runs }: SweepRecord): PairReading {
  const readingOf = (weight: number): SideReading | null => {
    const run = runs.find(({ varied }) => varied['dispersive.weight'] === weight && varied.seed === 0);
    const [one, many] = [1, 32].map((count) => run?.rungs.find(({ steps }) => steps === count));
    if (!one || !many) return null;
    const last = run?.representation;
    return {
      step: one.step,
      steps: one.step,
      isFinished: true,
      spread: last ? { first: null, last } : null,
      success: { one, many },
    };
  };
  return { a: readingOf(weights.a), b: readingOf(weights.b) };
}
