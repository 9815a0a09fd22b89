/** @file Sweeps as panels see them. */
import { useStore } from 'zustand';
import type { SweepRecord } from '../../core/experiment/sweep/record.ts';
import { type SweepState, shownRecord } from '../../lab/sweep/sweepState.ts';
import { useLab } from '../LabContext.tsx';

/** A part of what is known of sweeps; the panel renders again only when that part is another value. */
export function useSweep<T>(select: (state: SweepState) => T): T {
  return useStore(useLab().sweep.store, select);
}

/** What the figure and the table are of; null: nothing yet */
export const useShownRecord = (): SweepRecord | null => useSweep(shownRecord);
