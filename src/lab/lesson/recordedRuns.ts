/** @file What answers a lesson's questions on a device that cannot train: runs of a shipped sweep that are what its acts train. */
import { readSweepRecord, type SweepRecord } from '../../core/experiment/sweep/record.ts';
import type { FetchFile } from '../files.ts';
import type { RecordedActs } from './lessonPlan.ts';
import type { ActReadings } from './lessonState.ts';
import type { SideReading } from './sideReading.ts';

/** @returns null where the file cannot be had: the questions are then asked without it */
export async function fetchRecorded(fetchFile: FetchFile, recorded: RecordedActs): Promise<ActReadings | null> {
  try {
    const bytes = await fetchFile(recorded.path);
    return readRecorded(readSweepRecord(new TextDecoder().decode(bytes), recorded.path), recorded);
  } catch {
    return null;
  }
}

export function readRecorded({ runs }: Pick<SweepRecord, 'runs'>, recorded: Pick<RecordedActs, 'runs'>): ActReadings {
  const readingOf = (wanted: Readonly<Record<string, number | string>> | undefined): SideReading | null => {
    const run = runs.find(({ varied }) =>
      wanted ? Object.entries(wanted).every(([key, value]) => varied[key] === value) : false,
    );
    const [one, many] = [1, 32].map((count) => run?.rungs.find(({ steps }) => steps === count));
    if (!one || !many) return null;
    const last = run?.representation;
    return {
      step: one.step,
      steps: one.step,
      isFinished: true,
      spread: last ? { first: null, last } : null,
      before: null,
      success: { one, many },
      updates: null,
    };
  };
  return Object.fromEntries(
    Object.entries(recorded.runs).map(([act, { a, b }]) => [act, { a: readingOf(a), b: readingOf(b) }]),
  );
}
