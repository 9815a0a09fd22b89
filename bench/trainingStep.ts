/**
 * @file One stage 1 step on each backend: ours, the same in plain tfjs, and the peer jax-js.
 *
 * All start from the same weights and draw the same noise, so their losses agree; the line says by how much. Each time
 * includes reading the loss back.
 */
import * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../cli/tensorBackend.ts';
import type { BackendName } from '../src/core/policy/tensorBackend.ts';
import { TensorTrainingStep } from '../src/core/training/tensorTrainingStep.ts';
import { interleave, ratio, spreads, time } from './interleave.ts';
import type { Measurement, MeasurementOptions } from './measurement.ts';
import { PlainTrainingStep } from './plainTrainingStep.ts';
import { makeProblem, type Problem, type TimedStep } from './problem.ts';

export const trainingStepMeasurement: Measurement = {
  name: 'trainingStep',
  summary: 'a training step of the default network at batch 128: ours, plain tfjs operations, jax-js',
  async run(options, print) {
    // Fastest first, so that something is there to read soon.
    for (const backend of ['wasm', 'webgpu', 'cpu'] satisfies BackendName[])
      print({ backend, ...(await measureBackend(backend, options)) });
  },
};

async function measureBackend(backend: BackendName, { rounds }: MeasurementOptions): Promise<object> {
  const active = await startBackend(backend).catch((error: Error) => error);
  if (active instanceof Error) return { skipped: active.message };
  const problem = makeProblem();
  const ours = ourTrainingStep(problem);
  const plain = new PlainTrainingStep(problem);
  const jax = await startJax(problem, backend);
  const steps = { ours, plain, ...(jax instanceof Error ? {} : { jax }) };
  const losses = await firstLosses(steps);
  const kernels = { ours: await countKernels(() => ours.advance()), plain: await countKernels(() => plain.advance()) };
  const contestants = Object.fromEntries(
    Object.entries(steps).map(([name, step]) => [name, () => time(() => step.run())]),
  );
  try {
    const samples = await interleave(contestants, rounds);
    return {
      adapter: active.adapter,
      unit: 'milliseconds per step',
      ...spreads(samples),
      ratioToOurs: Object.fromEntries(
        Object.keys(steps)
          .filter((name) => name !== 'ours')
          .map((name) => [name, ratio(samples[name], samples.ours)]),
      ),
      kernelsPerStep: kernels,
      lossDifference: Math.max(...losses) - Math.min(...losses),
      ...(jax instanceof Error ? { jaxSkipped: jax.message } : {}),
    };
  } finally {
    for (const step of Object.values(steps)) step.dispose();
  }
}

/** Ours, behind the same door as the others. */
function ourTrainingStep({ architecture, experiment, dataset, weights }: Problem) {
  const step = new TensorTrainingStep(architecture, experiment, dataset, weights);
  let taken = 0;
  const advance = () => step.run(taken++);
  return {
    advance,
    async run() {
      advance();
      const losses = await step.readLosses();
      return losses[losses.length - 1].loss;
    },
    dispose: () => step.dispose(),
  };
}

async function startJax(problem: Problem, backend: BackendName): Promise<TimedStep | Error> {
  if (backend === 'cpu') return new Error('its cpu device is an interpreter for debugging');
  try {
    const { createJaxTrainingStep } = await import('./jaxTrainingStep.ts');
    const step = await createJaxTrainingStep(problem, backend);
    return step;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The loss of each after a first step, from the same weights with the same noise. */
async function firstLosses(steps: Readonly<Record<string, TimedStep>>): Promise<number[]> {
  const losses: number[] = [];
  for (const step of Object.values(steps)) losses.push(await step.run());
  return losses;
}

async function countKernels(work: () => unknown): Promise<number> {
  const { kernels } = await tf.profile(() => {
    const result = work();
    return result instanceof tf.Tensor ? result : tf.scalar(0);
  });
  // Custom gradients are profiled under names of their own, without a kernel behind them.
  return kernels.filter(({ name }) => tf.getKernel(name, tf.getBackend()) !== undefined).length;
}
