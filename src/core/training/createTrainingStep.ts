/** @file The training step that the current backend is fastest with. */
import type { Machines } from '../compiled/machine.ts';
import { wasmMachines } from '../compiled/wasm/wasmTrainingMachine.ts';
import { webGpuMachines } from '../compiled/webgpu/webGpuTrainingMachine.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type { Architecture } from '../policy/architecture.ts';
import { currentBackend, currentDevice } from '../policy/tensorBackend.ts';
import { CompiledTrainingStep } from './compiledTrainingStep.ts';
import { TensorTrainingStep } from './tensorTrainingStep.ts';
import type { TrainingExamples, TrainingStep, Weights } from './trainingStep.ts';

/**
 * A compiled step on wasm and WebGPU; on cpu, in plain JavaScript, the reference in tensor operations.
 * @param now milliseconds of a clock, by which a GPU is given as many steps at once as it can take; one without
 */
export function createTrainingStep(
  architecture: Architecture,
  experiment: Experiment,
  examples: TrainingExamples,
  weights: Weights,
  now?: () => number,
): TrainingStep {
  const machines = currentMachines(now);
  if (!machines) return new TensorTrainingStep(architecture, experiment, examples, weights);
  return new CompiledTrainingStep(machines, architecture, experiment, examples, weights);
}

function currentMachines(now?: () => number): Machines | null {
  const device = currentDevice();
  if (device) return webGpuMachines(device, now);
  return currentBackend() === 'wasm' ? wasmMachines : null;
}
