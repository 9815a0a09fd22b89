/**
 * @file One stage 1 step of the default network on each backend: ours, the same in plain tfjs, and the peer jax-js.
 *
 * All start from the same weights and draw the same noise, so their losses agree; the line says by how much. Each time
 * includes reading the loss back; where a step is fast, ten in a row with one read-back are timed as well, as the lab
 * trains.
 */
import * as tf from '@tensorflow/tfjs-core';
import { parameterCount } from '../policy/architecture.ts';
import type { BackendName } from '../policy/tensorBackend.ts';
import { watchDevice } from './deviceTraffic.ts';
import { interleave, ratiosTo, repetitionsOf, type Spread, speedsAgainst, spreads, time } from './interleave.ts';
import type { BoardMeasurement, BoardOptions, Skipped } from './measurement.ts';
import { makeProblem } from './problem.ts';
import { openSteps } from './steps.ts';
import { runStep, type TimedStep } from './timedStep.ts';

/** By contestant: ours, tensor (the same in tfjs operations), plain, jax */
type ByContestant<Value> = Readonly<Record<string, Value>>;

export interface StepTimes {
  readonly unit: 'milliseconds per step';
  /** Turns that were played */
  readonly rounds: number;
  readonly times: ByContestant<Spread>;
  /** Above 1: ours is faster by that factor */
  readonly ratioToOurs: ByContestant<Spread>;
  /** Above 1: faster than plain tfjs operations by that factor */
  readonly speedAgainstPlain: ByContestant<Spread>;
}

export interface MeasuredStep extends StepTimes {
  readonly backend: BackendName;
  readonly adapter: string | null;
  readonly batchSize: number;
  readonly hiddenSize: number;
  readonly parameters: number;
  /** Ten steps, of which the last one's loss is read back; null where ten take too long */
  readonly inARow: StepTimes | null;
  /** Kernels of tfjs */
  readonly kernelsPerStep: ByContestant<number>;
  /** Compute dispatches on the GPU; null on a backend without one */
  readonly dispatchesPerStep: ByContestant<number> | null;
  /** Bytes that the CPU writes for the GPU in a step (`deviceTraffic.ts`); null on a backend without one */
  readonly uploadedBytesPerStep: ByContestant<number> | null;
  /** Largest difference between first losses */
  readonly lossDifference: number;
  readonly leftOut: ByContestant<string>;
}

export type TrainingStepLine = MeasuredStep | ({ readonly backend: BackendName } & Skipped);

const stepsInARow = 10;
/** Milliseconds of the slowest step at which ten in a row are still timed */
const longestStepInARow = 100;

export const trainingStepMeasurement: BoardMeasurement<TrainingStepLine> = {
  name: 'trainingStep',
  summary: 'a training step of the default network at batch 128: ours, the same in tfjs operations, plain tfjs, jax-js',
  parts: (options) =>
    options.backends.map((backend) => ({
      said: `a training step on ${backend}`,
      measure: () => measureBackend(backend, options),
    })),
};

async function measureBackend(backend: BackendName, options: BoardOptions): Promise<TrainingStepLine> {
  const active = await options.startBackend(backend).catch((error: Error) => error);
  if (active instanceof Error) return { backend, skipped: active.message };
  const problem = makeProblem();
  const { steps, leftOut } = await openSteps(problem, { backend, clock: options.clock });
  try {
    const losses: number[] = [];
    for (const step of Object.values(steps)) losses.push(await runStep(step));
    const oneByOne = await timeSteps(steps, 1, options);
    const slowest = Math.max(...Object.values(oneByOne.times).map(({ median }) => median));
    return {
      backend,
      adapter: active.adapter,
      batchSize: problem.experiment['training.batchSize'],
      hiddenSize: problem.architecture.hiddenSize,
      parameters: parameterCount(problem.architecture),
      ...oneByOne,
      inARow: slowest <= longestStepInARow ? await timeSteps(steps, stepsInARow, options) : null,
      ...(await countWork(steps, backend)),
      lossDifference: Math.max(...losses) - Math.min(...losses),
      leftOut,
    };
  } finally {
    for (const step of Object.values(steps)) step.dispose();
  }
}

/** @param count steps in a row, of which the last one's loss is read back */
async function timeSteps(
  steps: ByContestant<TimedStep>,
  count: number,
  { rounds, clock, rest }: BoardOptions,
): Promise<StepTimes> {
  const contestants: Record<string, () => Promise<number>> = {};
  for (const [name, step] of Object.entries(steps)) {
    const stretch = async () => {
      for (let taken = 0; taken < count; taken++) await step.advance();
      await step.readLoss();
    };
    await rest();
    const repetitions = repetitionsOf(await time(clock, stretch));
    contestants[name] = async () => (await time(clock, stretch, repetitions)) / count;
  }
  const samples = await interleave(contestants, { rounds, clock, rest });
  return {
    unit: 'milliseconds per step',
    rounds,
    times: spreads(samples),
    ratioToOurs: ratiosTo(samples, 'ours'),
    speedAgainstPlain: speedsAgainst(samples, 'plain'),
  };
}

async function countWork(steps: ByContestant<TimedStep>, backend: BackendName) {
  const kernels: Record<string, number> = {};
  const dispatches: Record<string, number> = {};
  const uploaded: Record<string, number> = {};
  for (const [name, step] of Object.entries(steps)) {
    kernels[name] = await countKernels(step);
    if (backend !== 'webgpu') continue;
    const traffic = await watchDevice(() => runStep(step));
    dispatches[name] = traffic.dispatches;
    uploaded[name] = traffic.uploadedBytes;
  }
  const isOnGpu = backend === 'webgpu';
  return {
    kernelsPerStep: kernels,
    dispatchesPerStep: isOnGpu ? dispatches : null,
    uploadedBytesPerStep: isOnGpu ? uploaded : null,
  };
}

async function countKernels(step: TimedStep): Promise<number> {
  const { kernels } = await tf.profile(async () => {
    await runStep(step);
  });
  // Custom gradients are profiled under names of their own, without a kernel behind them.
  return kernels.filter(({ name }) => tf.getKernel(name, tf.getBackend()) !== undefined).length;
}
