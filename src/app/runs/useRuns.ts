/** @file The shelf of kept runs as panels see it. */
import { useStore } from 'zustand';
import type { RunShelf } from '../../lab/runs/runShelf.ts';
import type { RunsState } from '../../lab/runs/runsState.ts';
import { useLab } from '../LabContext.tsx';

export const useShelf = (): RunShelf => useLab().runs;

/** A part of what is known of the runs; the panel renders again only when that part is another value. */
export function useRuns<T>(select: (state: RunsState) => T): T {
  return useStore(useShelf().store, select);
}
