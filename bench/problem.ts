/** @file The training problem that every step is timed on: the default network, with Lift's sizes and made-up data. */
import { type Experiment, resolveExperiment } from '../src/core/experiment/experiment.ts';
import { type Drawn, drawBatch, drawExamples, drawKeys } from '../src/core/objectives/draws.ts';
import {
  type Architecture,
  architectureOf,
  chunkLength,
  initialiseParameters,
} from '../src/core/policy/architecture.ts';
import { Random } from '../src/core/random/random.ts';
import type { Weights } from '../src/core/training/trainingStep.ts';

export interface Problem {
  readonly experiment: Experiment;
  readonly architecture: Architecture;
  readonly dataset: { readonly count: number; readonly observations: Float32Array; readonly chunks: Float32Array };
  readonly weights: Weights;
}

export function makeProblem(): Problem {
  const experiment = resolveExperiment({});
  const architecture = architectureOf(experiment, 19, 7);
  const [random, batch] = [new Random(14), experiment['training.batchSize']];
  const parameters = initialiseParameters(architecture, random);
  const zeros = () => new Float32Array(parameters.length);
  return {
    experiment,
    architecture,
    dataset: {
      count: batch,
      observations: random.normals(batch * architecture.observationSize),
      chunks: random.normals(batch * chunkLength(architecture)),
    },
    weights: { parameters, ema: parameters.slice(), firstMoment: zeros(), secondMoment: zeros() },
  };
}

/** A training step under the clock: the first steps of each start from the same weights, with the same noise. */
export interface TimedStep {
  /** One step, to the loss on the CPU. */
  run(): Promise<number>;
  dispose(): void;
}

/** What chance decides in step number `step`, as our own step draws it. */
export function drawStep({ experiment, architecture, dataset }: Problem, step: number): Drawn & { rows: Uint32Array } {
  const [keys, batch] = [drawKeys(experiment.seed), experiment['training.batchSize']];
  const rows = drawExamples(keys, step, batch, dataset.count);
  return { rows, ...drawBatch(keys, step, batch, chunkLength(architecture), experiment) };
}
