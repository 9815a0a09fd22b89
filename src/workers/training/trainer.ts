/** @file What a session asks of whatever trains: the same of stage 1 and of stage 2. */
import type { Experiment } from '../../core/experiment/experiment.ts';
import type { RunRecord } from '../../core/experiment/records.ts';
import type { PhysicsClient } from '../physics/client.ts';
import type { RunFacts } from './protocol.ts';

/** A state of the run, all of one step. */
export interface Capture {
  readonly step: number;
  /** Bytes of a policy file: the weights that act */
  policy(): Uint8Array<ArrayBuffer>;
  /** Bytes of a snapshot file */
  snapshot(): Uint8Array<ArrayBuffer>;
}

export const nothingDue: Due = { policy: false, snapshot: false, evaluation: false };

/** What is due after a step. */
export interface Due {
  /** Weights for the robot */
  readonly policy: boolean;
  readonly snapshot: boolean;
  readonly evaluation: boolean;
}

export interface Trainer {
  readonly experiment: Experiment;
  readonly facts: RunFacts;
  /** Optimiser steps; environment steps under PPO */
  readonly step: number;
  readonly isFinished: boolean;
  /**
   * Before the first step: the physics workers are there for whoever needs them.
   * @returns what there is to tell and to hand out of the state that the run begins with; nothing where it goes on
   *   from a snapshot
   */
  begin(physics: readonly PhysicsClient[]): Promise<{ readonly records: readonly RunRecord[]; readonly due: Due }>;
  /** Other physics workers, in place of those before, which are gone or will be. */
  attachPhysics(physics: readonly PhysicsClient[]): Promise<void>;
  /**
   * One small step.
   * @throws DivergenceError where a number that was read back is not finite
   */
  advance(): Promise<RunRecord[]>;
  /** What the last step brought about. @param isWatched each step is to move the robot */
  due(isWatched: boolean): Due;
  /** The newest state that a run can go on from. @throws DivergenceError where it is not finite */
  capture(): Promise<Capture>;
  dispose(): void;
}
