/** @file What was measured of the representation at the step that is looked at, and when the run began. */
import type { Experiment } from '../../core/experiment/experiment.ts';
import type { RepresentationRecord } from '../../core/experiment/records.ts';
import { useLabState } from '../LabContext.tsx';
import { useStepView } from './stepCursor.ts';

export interface ShownSpread {
  /** The first record of the run; null before there is any */
  readonly first: RepresentationRecord | null;
  /** The newest, or under the cursor that of its time */
  readonly shown: RepresentationRecord | null;
  /** Of the run, or of the record that is shown */
  readonly experiment: Experiment | null;
}

export function useShownSpread(): ShownSpread {
  const { records, series } = useLabState((state) => state.representation.history);
  const experiment = useLabState((state) => (state.run ?? state.recorded)?.experiment ?? null);
  const cursor = useStepView((view) => view.cursor);
  // Every record has an effective rank, so its series counts the records.
  const index = cursor === null || !series ? records.length - 1 : series.effectiveRank.nearest(cursor);
  return { first: records[0] ?? null, shown: records[index] ?? null, experiment };
}
