/** @file The training problem that every step is timed on: Lift's sizes and made-up data, the default network unless settings say otherwise. */
import { type Experiment, resolveExperiment } from '../experiment/experiment.ts';
import { type Drawn, drawBatch, drawExamples, drawKeys } from '../objectives/draws.ts';
import { type Architecture, architectureOf, chunkLength, initialiseParameters } from '../policy/architecture.ts';
import { Random } from '../random/random.ts';
import type { Weights } from '../training/trainingStep.ts';

export interface Problem {
  readonly experiment: Experiment;
  readonly architecture: Architecture;
  readonly dataset: { readonly count: number; readonly observations: Float32Array; readonly chunks: Float32Array };
  readonly weights: Weights;
}

/** @param settings that differ from their defaults, such as hidden size and batch size */
export function makeProblem(settings: Partial<Experiment> = {}): Problem {
  const experiment = resolveExperiment(settings);
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

/** What chance decides in step number `step`, as our own step draws it. */
export function drawStep({ experiment, architecture, dataset }: Problem, step: number): Drawn & { rows: Uint32Array } {
  const [keys, batch] = [drawKeys(experiment.seed), experiment['training.batchSize']];
  const rows = drawExamples(keys, step, batch, dataset.count);
  return { rows, ...drawBatch(keys, step, batch, chunkLength(architecture), experiment) };
}
