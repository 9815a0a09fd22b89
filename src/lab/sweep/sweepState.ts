/** @file What the page knows of sweeps, as plain data: the form, the sweep of this browser, and a record that was opened. */
import type { SweepRecord } from '../../core/experiment/sweep/record.ts';
import { initialForm, type SweepForm } from './sweepForm.ts';

export type SweepPhase = 'running' | 'paused' | 'finished';

export interface OwnSweep {
  /** With the runs that are done */
  readonly record: SweepRecord;
  readonly phase: SweepPhase;
  /** Why it stands still, where it was not asked to; null otherwise */
  readonly problem: string | null;
}

/** The run that is under way */
export interface CurrentRun {
  readonly name: string;
  /** Number among all runs, from 1 */
  readonly number: number;
  readonly stage: 'starting' | 'training' | 'evaluating';
  /** Optimiser steps or episodes, by stage */
  readonly done: number;
  readonly planned: number;
}

export interface OpenedSweep {
  readonly name: string;
  readonly kind: 'file' | 'example';
  readonly record: SweepRecord;
}

export interface SweepState {
  readonly form: SweepForm;
  /** The sweep that was started in this browser last; null before the first */
  readonly own: OwnSweep | null;
  readonly current: CurrentRun | null;
  /** A record that is looked at in place of one's own */
  readonly opened: OpenedSweep | null;
}

export const initialSweep: SweepState = { form: initialForm, own: null, current: null, opened: null };

/** What the figure and the table are of; null: nothing yet */
export function shownRecord({ opened, own }: SweepState): SweepRecord | null {
  return opened?.record ?? own?.record ?? null;
}
