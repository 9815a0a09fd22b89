/** @file One step of stage 1 as a program: what `objectives/stage1.ts` and `training/adamW.ts` compute, job by job. */
import type { Experiment } from '../experiment/experiment.ts';
import { dispersiveLosses } from '../objectives/dispersive/registry.ts';
import { movingRows } from '../objectives/draws.ts';
import { findObjective } from '../objectives/registry.ts';
import { type Architecture, chunkLength } from '../policy/architecture.ts';
import type { Disperse, Job } from './jobs.ts';
import { Arena, type Matrix, rowsOf } from './matrix.ts';
import { type Activated, type ForwardPass, NetworkProgram } from './networkProgram.ts';
import { allocateVector, type PackedLayer, type PackedVector, packedLayers } from './packing.ts';

/** The vectors that a run keeps from step to step. */
export interface TrainingState {
  readonly parameters: PackedVector;
  readonly ema: PackedVector;
  readonly firstMoment: PackedVector;
  readonly secondMoment: PackedVector;
}

export interface TrainingProgram {
  readonly packed: readonly PackedLayer[];
  readonly arena: Arena;
  readonly state: TrainingState;
  readonly jobs: readonly Job[];
}

export function trainingProgram(architecture: Architecture, experiment: Experiment): TrainingProgram {
  const arena = new Arena();
  const packed = packedLayers(architecture);
  const vector = () => allocateVector(arena, packed);
  const state = { parameters: vector(), ema: vector(), firstMoment: vector(), secondMoment: vector() };
  const gradients = vector();
  const jobs: Job[] = [];
  const network = new NetworkProgram(architecture, arena, state.parameters.layers, jobs);

  const batch = experiment['training.batchSize'];
  const chunkSize = chunkLength(architecture);
  const moving = movingRows(batch, experiment);
  const direction = moving > 0 ? findObjective(experiment['objective.kind']).direction : 'none';
  // The rows whose own velocity is the direction of du/dt go through the network beside the batch, at r = t.
  const all = batch + (direction === 'network' ? moving : 0);

  const { timeEmbeddingSize, observationSize } = architecture;
  const observations = arena.allocate(all, observationSize);
  const [time, reference] = [arena.allocate(all, timeEmbeddingSize), arena.allocate(all, timeEmbeddingSize)];
  const velocity = arena.allocate(batch, chunkSize);
  const interval = arena.allocate(batch, 1);
  const input = network.headInput(all);
  const tangentInput = moving > 0 ? network.tangentInput(moving) : null;
  const timeTangent = moving > 0 ? arena.allocate(moving, timeEmbeddingSize) : undefined;
  jobs.push({
    ...{ kind: 'draw', batch, moving, chunkSize, observationSize, timeEmbeddingSize },
    ...{ observations, z: input.z, velocity, interval, time, reference, timeTangent },
    ...(direction === 'data' && { direction: tangentInput!.direction }),
  });

  const times = network.embedTimes({ time, reference }, input);
  const encoded = network.encode(observations, input.condition);
  const value = arena.allocate(batch, chunkSize);
  const head = network.head(input, all > batch ? [value, tangentInput!.direction] : [value]);
  const tangent = moving > 0 ? arena.allocate(moving, chunkSize) : undefined;
  if (moving > 0) {
    network.timeTangent(timeTangent!, times.time, batch - moving, tangentInput!.time);
    network.headTangent(tangentInput!, head, batch - moving, tangent!);
  }

  const gradient = arena.allocate(batch, chunkSize);
  const rowErrors = arena.allocateVector(batch);
  const error = { batch, chunkSize, value, tangent, velocity, interval, gradient, rowErrors };
  jobs.push({ kind: 'velocityError', ...error });

  const loss = arena.allocateVector(4);
  const terms = dispersiveTerms(architecture, experiment);
  const weight = experiment['dispersive.weight'];
  const pass = { observations, time, reference, input, times, encoded, head };
  const layers = dispersibleLayers(pass, batch);
  network.backward(gradient, pass, gradients.layers, (name, layerGradient) => {
    if (!terms || name !== experiment['dispersive.layer']) return;
    const size = layerSize(architecture, name);
    const job: Disperse = {
      kind: 'disperse',
      terms,
      batch,
      size,
      weight,
      gradient: layerGradient,
      loss,
      ...layers[name],
    };
    jobs.push(job);
  });
  jobs.push({
    ...{ kind: 'optimise', numbers: batch * chunkSize, rowErrors, gradient: gradients.whole },
    ...{ parameters: state.parameters.whole, ema: state.ema.whole },
    ...{ firstMoment: state.firstMoment.whole, secondMoment: state.secondMoment.whole },
    ...(terms && { dispersion: { loss, weight } }),
  });
  return { packed, arena, state, jobs };
}

type Layer = Experiment['dispersive.layer'];

/** Where each layer's features are; a hidden layer's gradient is that before its activation, hence the slope. */
function dispersibleLayers(
  { input, encoded, head }: ForwardPass,
  batch: number,
): Record<Layer, Pick<Disperse, 'features' | 'slope'>> {
  const first = (matrix: Matrix) => rowsOf(matrix, 0, batch);
  const hidden = ({ activated, slope }: Activated) => ({ features: first(activated), slope: first(slope) });
  return {
    condition: { features: first(input.condition) },
    condition_hidden: hidden(encoded.hidden),
    head_input: { features: first(head.stream[0]) },
    head_hidden: { features: first(head.stream.at(-1)!) },
  };
}

function layerSize(architecture: Architecture, layer: Layer): number {
  const { conditionSize, conditionHiddenSize, hiddenSize } = architecture;
  return layer === 'condition' ? conditionSize : layer === 'condition_hidden' ? conditionHiddenSize : hiddenSize;
}

function dispersiveTerms(architecture: Architecture, experiment: Experiment) {
  const loss = dispersiveLosses[experiment['dispersive.kind']];
  const size = layerSize(architecture, experiment['dispersive.layer']);
  return loss?.terms(experiment, experiment['training.batchSize'], size);
}
