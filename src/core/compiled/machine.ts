/** @file What runs compiled programs: a memory of float32, and jobs that work in it. */
import type { Experiment } from '../experiment/experiment.ts';
import type { Job } from './jobs.ts';
import type { Matrix } from './matrix.ts';

export interface Machine {
  /** Of its memory */
  readonly bytes: number;
  /** @param values `[rows, columns]`, as many rows as they fill @param columns unpadded */
  write(matrix: Matrix, values: Float32Array, columns: number): void;
  /**
   * @param rows, columns unpadded
   * @returns `[rows, columns]`
   * @throws Error where the device was lost
   */
  read(matrix: Matrix, rows: number, columns: number): Promise<Float32Array>;
  /** @returns runs the jobs, of which only the first `rows` rows are asked for: a machine may do all the same */
  prepare(jobs: readonly Job[]): (rows: number) => void;
  /** Copies a vector from the memory of another machine of the same kind. */
  copy(from: Machine, source: Matrix, target: Matrix): void;
  dispose(): void;
}

/** The numbers of one optimiser step (`core/training/schedule.ts`), for `optimise`. */
export interface StepRates {
  /** 1 − learning rate · weight decay: what is kept of a parameter */
  readonly kept: number;
  /** Learning rate, corrected for the bias of both moments */
  readonly rate: number;
  /** AdamW's ε, corrected likewise */
  readonly epsilon: number;
  /** 1 − EMA decay: the share of the new parameters in their average */
  readonly drawn: number;
}

/** What the job `draw` takes its examples from, and `optimise` its rates. */
export interface TrainingData {
  readonly experiment: Experiment;
  /** Of step 0 … training.steps − 1 */
  readonly rates: (step: number) => StepRates;
  readonly count: number;
  /** Normalised, `[count, observationSize]` */
  readonly observations: Float32Array;
  /** Normalised, `[count, Ta·Da]` */
  readonly chunks: Float32Array;
}

/** A machine that takes training steps. */
export interface TrainingMachine extends Machine {
  /** Runs the whole program of one step. @param step steps taken before it */
  step(step: number): void | Promise<void>;
  /** Velocity loss, dispersive loss and their weighted sum of every step since the last call, oldest first. */
  readLosses(): Promise<{ loss: number; velocityLoss: number; dispersiveLoss: number }[]>;
}

/**
 * Starts machines: one module for each kind. Both calls return at once: a machine whose programs are still being compiled
 * keeps its first steps and reads waiting for that.
 */
export interface Machines<One extends Machine = Machine> {
  /** @param size of the memory, in floats */
  create(size: number): One;
  /** @param jobs one training step */
  createTraining(size: number, jobs: readonly Job[], data: TrainingData): TrainingMachine;
}
