/** @file The training step that the current backend is fastest with. */
import type { Machines } from '../compiled/machine.ts';
import { wasmMachines } from '../compiled/wasm/wasmTrainingMachine.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type { Architecture } from '../policy/architecture.ts';
import { currentBackend } from '../policy/tensorBackend.ts';
import { CompiledTrainingStep } from './compiledTrainingStep.ts';
import { TensorTrainingStep } from './tensorTrainingStep.ts';
import type { TrainingExamples, TrainingStep, Weights } from './trainingStep.ts';

/** A compiled step on wasm and WebGPU; on cpu, in plain JavaScript, the reference in tensor operations. */
export function createTrainingStep(
  architecture: Architecture,
  experiment: Experiment,
  examples: TrainingExamples,
  weights: Weights,
): TrainingStep {
  const machines = currentMachines();
  if (!machines) return new TensorTrainingStep(architecture, experiment, examples, weights);
  return new CompiledTrainingStep(machines, architecture, experiment, examples, weights);
}

function currentMachines(): Machines | null {
  return currentBackend() === 'wasm' ? wasmMachines : null;
}
