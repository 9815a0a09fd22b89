/** @file The iteration of PPO that is looked at: at the cursor, else the newest. */
import type { FinetuningRecord } from '../../core/experiment/records.ts';
import { useStepView } from '../charts/stepCursor.ts';
import { useLabState } from '../LabContext.tsx';

export function useShownIteration(): FinetuningRecord | null {
  const { records, last } = useLabState((state) => state.finetuning);
  const cursor = useStepView((view) => view.cursor);
  return cursor === null ? last : iterationAt(records, cursor);
}

/** @returns the iteration that ended nearest to a step; null where there is none */
export function iterationAt(records: readonly FinetuningRecord[], step: number): FinetuningRecord | null {
  const at = records.findIndex((record) => record.step >= step);
  if (at < 0) return records[records.length - 1] ?? null;
  const before = records[at - 1];
  return before && step - before.step < records[at].step - step ? before : records[at];
}
