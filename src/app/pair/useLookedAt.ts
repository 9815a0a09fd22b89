/** @file The training step at which both representations are looked at. */
import { useStepView } from '../charts/stepCursor.ts';
import { useSides } from './useSides.ts';

/** Under the cursor; else the newest that both have reached, so that neither is ahead. Null before anything was measured. */
export function useLookedAt(): number | null {
  const cursor = useStepView((view) => view.cursor);
  const newest = useSides((state) => state.representation.measures?.step ?? null);
  return cursor ?? newestOfBoth(newest.a, newest.b);
}

/** A side that was not measured yet does not count. */
export function newestOfBoth(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
