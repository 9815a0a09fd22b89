/** @file Which kernels run a stage of a program. */
import type { Disperse, Job } from '../jobs.ts';
import type { TrainingData } from '../machine.ts';
import { intoStages, type Stage } from '../program.ts';
import { disperse, scratchOf } from './dispersion.ts';
import { draw, embedTimes } from './draws.ts';
import type { Dispatch } from './kernel.ts';
import { optimise } from './optimiser.ts';
import { multiply } from './products.ts';
import { denoise, finishCondition, finishConditionGradient, velocityError } from './rows.ts';

/** What the jobs of a training step need beside the memory's matrices. */
export interface TrainingPlaces {
  readonly data: TrainingData;
  /** Where there is room for `scratchSize(jobs)` floats */
  readonly scratch: number;
}

/** Floats that the jobs work in beside their matrices. */
export function scratchSize(jobs: readonly Job[]): number {
  const sizes = jobs.map((job) => (job.kind === 'disperse' ? scratchOf(job) : 0));
  return 4 * Math.ceil(Math.max(0, ...sizes) / 4);
}

/** @throws Error where a job is one of training and there is no training */
export function dispatchesOf(jobs: readonly Job[], training: TrainingPlaces | null): Dispatch[] {
  return intoStages(jobs).flatMap((stage) => dispatchesOfStage(stage, training));
}

function dispatchesOfStage(stage: Stage, training: TrainingPlaces | null): Dispatch[] {
  const [first] = stage;
  // All jobs of a stage are of its first job's kind.
  const all = <Kind extends Job['kind']>() => stage as readonly Extract<Job, { kind: Kind }>[];
  switch (first.kind) {
    case 'product':
      return [multiply(all<'product'>())];
    case 'embedTimes':
      return [embedTimes(all<'embedTimes'>())];
    case 'finishCondition':
      return [finishCondition(all<'finishCondition'>())];
    case 'finishConditionGradient':
      return [finishConditionGradient(all<'finishConditionGradient'>())];
    case 'velocityError':
      return [velocityError(all<'velocityError'>())];
    case 'denoise':
      return [denoise(all<'denoise'>())];
    case 'optimise':
      return optimise(first);
    case 'draw':
      return [draw(first, placesOf(training).data)];
    case 'disperse':
      return all<'disperse'>().flatMap((job: Disperse) => disperse(job, placesOf(training).scratch));
  }
}

function placesOf(training: TrainingPlaces | null): TrainingPlaces {
  if (!training) throw new Error('this machine was not started for training');
  return training;
}
