/** @file The part of the lab that runs are taken from and given back to. */
import type { Lab } from '../lab.ts';

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
