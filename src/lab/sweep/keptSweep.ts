/**
 * @file The sweep that this browser remembers: its plan and what its finished runs came to, a few kilobytes. The runs
 * themselves are kept on the shelf like any other.
 */
import { readSweepRecord, type SweepRecord } from '../../core/experiment/sweep/record.ts';

export interface SweepMemory {
  /** @returns null where there is none, or none that can be read */
  read(): SweepRecord | null;
  /** @throws Error where the browser has no space for it, or keeps nothing */
  write(record: SweepRecord): void;
}

const key = 'onestep-lab.sweep';

export const browserSweepMemory: SweepMemory = {
  read() {
    try {
      const text = globalThis.localStorage?.getItem(key);
      return text ? readSweepRecord(text, 'the kept sweep') : null;
    } catch {
      // Of a version that is gone, or storage is refused: a new sweep takes its place.
      return null;
    }
  },
  write(record) {
    globalThis.localStorage?.setItem(key, JSON.stringify(record));
  },
};

/** For a lab without a browser around it. */
export function memoryForThisVisit(): SweepMemory {
  let kept: SweepRecord | null = null;
  return {
    read: () => kept,
    write: (record) => {
      kept = record;
    },
  };
}
