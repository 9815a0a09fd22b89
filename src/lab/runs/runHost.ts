/** @file The part of the lab that runs are taken from and given back to. */
import type { Lab } from '../lab.ts';
import type { Pair } from '../pair/pair.ts';
import type { Sweep } from '../sweep/sweep.ts';

export type RunHost = Pick<
  Lab,
  | 'store'
  | 'office'
  | 'display'
  | 'observeRuns'
  | 'pause'
  | 'play'
  | 'reset'
  | 'openRun'
  | 'showRecorded'
  | 'keepRunAs'
  | 'adopt'
  | 'takeSnapshot'
  | 'evaluate'
  | 'chooseBackend'
>;

/** The same of the second of two runs */
export type RivalHost = Pick<
  Pair,
  'observeRuns' | 'takeSnapshot' | 'keepRunAs' | 'nameOf' | 'resetSide' | 'showReference'
>;

/** The same of the run that a sweep trains */
export type SweepHost = Pick<Sweep, 'observeRuns' | 'takeSnapshot' | 'keepRunAs' | 'nameOf' | 'cancel'>;

/** Where a run that is to be kept comes from */
export type RunPlace = Pick<RunHost & RivalHost, 'observeRuns' | 'takeSnapshot' | 'keepRunAs'>;
