/** @file Compiled steps on WebGPU beside the same in tensor operations on cpu, which is the reference. */

import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { CompiledNetwork } from '../src/core/compiled/compiledNetwork.ts';
import { difference } from '../src/core/compiled/productTests.ts';
import { trainingProgram } from '../src/core/compiled/trainingProgram.ts';
import { webGpuMachines } from '../src/core/compiled/webgpu/webGpuTrainingMachine.ts';
import { dispersiveLayerWords, dispersiveLossWords, namesIn } from '../src/core/experiment/dispersion.ts';
import { resolveExperiment } from '../src/core/experiment/experiment.ts';
import { drawBatch, drawExamples, drawKeys } from '../src/core/objectives/draws.ts';
import { type Architecture, architectureOf, initialiseParameters } from '../src/core/policy/architecture.ts';
import { Network } from '../src/core/policy/network.ts';
import { sampleChunks } from '../src/core/policy/sampler.ts';
import { currentDevice } from '../src/core/policy/tensorBackend.ts';
import { Random } from '../src/core/random/random.ts';
import { CompiledTrainingStep } from '../src/core/training/compiledTrainingStep.ts';
import { stepRates } from '../src/core/training/schedule.ts';
import { TensorTrainingStep } from '../src/core/training/tensorTrainingStep.ts';
import type { StepLosses, TrainingStep, Weights } from '../src/core/training/trainingStep.ts';
import { startBackend } from './tensorBackend.ts';

const small = { 'policy.hiddenSize': 32, 'training.batchSize': 32, 'optimizer.warmupSteps': 0, 'training.steps': 50 };
const vectors = ['parameters', 'ema', 'firstMoment', 'secondMoment'] as const;

let device: GPUDevice;
const problems: string[] = [];

beforeAll(async () => {
  // An adapter is SwiftShader's where there is no GPU. Where there is none at all this fails.
  await startBackend('webgpu');
  device = currentDevice()!;
  device.addEventListener('uncapturederror', ({ error }) => problems.push(error.message));
});

afterAll(() => expect(problems).toEqual([]));

interface Problem {
  /** What differs from `small` */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly architecture?: Partial<Architecture>;
  readonly observationSize?: number;
  readonly actionSize?: number;
  readonly count?: number;
  /** Multiplies the observations */
  readonly observationScale?: number;
  readonly keptLosses?: number;
  /** Steps, from the first on */
  readonly steps?: number;
  /** First step; weights and moments are then those of a run under way */
  readonly start?: number;
}

interface Outcome {
  readonly losses: StepLosses[];
  readonly weights: Weights;
}

function makeStep(problem: Problem, isCompiled: boolean): TrainingStep {
  const { settings, observationSize = 6, actionSize = 3, count = 40, start = 0, observationScale = 1 } = problem;
  const experiment = resolveExperiment({ ...small, ...settings });
  const architecture = { ...architectureOf(experiment, observationSize, actionSize), ...problem.architecture };
  const random = new Random(21);
  const chunkSize = architecture.actionHorizon * actionSize;
  const examples = {
    count,
    observations: random.normals(count * observationSize).map((value) => observationScale * value),
    chunks: random.normals(count * chunkSize),
  };
  const parameters = initialiseParameters(architecture, new Random(22));
  const numbers = (scale: number) => random.normals(parameters.length).map((value) => start && scale * value ** 2);
  const weights = { parameters, ema: parameters.slice(), firstMoment: numbers(1e-2), secondMoment: numbers(1e-4) };
  if (!isCompiled) return new TensorTrainingStep(architecture, experiment, examples, weights);
  const machines = webGpuMachines(device, () => performance.now(), problem.keptLosses);
  return new CompiledTrainingStep(machines, architecture, experiment, examples, weights);
}

async function outcomeOf(problem: Problem, isCompiled: boolean): Promise<Outcome> {
  const { steps = 1, start = 0 } = problem;
  const step = makeStep(problem, isCompiled);
  try {
    for (let i = 0; i < steps; i++) await step.run(start + i);
    return { losses: await step.readLosses(), weights: await step.readWeights() };
  } finally {
    step.dispose();
  }
}

function largestDifference(actual: Float32Array, expected: Float32Array): number {
  return actual.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0);
}

async function expectParity(problem: Problem): Promise<void> {
  const actual = await outcomeOf(problem, true);
  await startBackend('cpu');
  const expected = await outcomeOf(problem, false);
  await startBackend('webgpu');
  for (const name of vectors) {
    expect(difference(actual.weights[name], expected.weights[name]), name).toBeLessThan(1e-5);
  }
  expect(actual.losses.length).toBe(expected.losses.length);
  actual.losses.forEach((losses, i) => {
    for (const key of ['loss', 'velocityLoss', 'dispersiveLoss'] as const) {
      const scale = Math.max(1, Math.abs(expected.losses[i][key]));
      expect(Math.abs(losses[key] - expected.losses[i][key]) / scale, key).toBeLessThan(1e-5);
    }
  });
}

describe('a compiled step on webgpu agrees with tensor operations on cpu to 1e-5', () => {
  const kinds = namesIn(dispersiveLossWords).filter((kind) => kind !== 'none');
  const layers = namesIn(dispersiveLayerWords);

  test.each(['improved_meanflow', 'meanflow'])('of %s', async (kind) => {
    await expectParity({ settings: { 'objective.kind': kind } });
  });

  test.each(kinds.flatMap((kind) => layers.map((layer) => [kind, layer] as const)))(
    'with %s on %s, behind LayerNorm and a scale too',
    async (kind, layer) => {
      for (const normalization of layer === 'condition' ? ['none', 'layer'] : ['none']) {
        const settings = {
          'dispersive.kind': kind,
          'dispersive.layer': layer,
          'dispersive.margin': 4,
          'policy.conditionNormalization': normalization,
          'policy.conditionScale': 2,
        };
        await expectParity({ settings });
      }
    },
  );

  test.each<[string, Problem]>([
    [
      'of odd sizes',
      {
        settings: {
          'training.batchSize': 13,
          'policy.hiddenSize': 30,
          'policy.actionHorizon': 3,
          'policy.timeEmbeddingSize': 6,
          'policy.conditionSize': 5,
          'policy.conditionHiddenSize': 7,
          'policy.conditionNormalization': 'layer',
        },
        observationSize: 5,
        actionSize: 1,
      },
    ],
    ['of a batch larger than the dataset', { count: 9 }],
    ['where du/dt matters in every sample', { settings: { 'objective.equalTimesShare': 0 } }],
    ['where du/dt matters in none', { settings: { 'objective.equalTimesShare': 1 } }],
    ['of a network without residual blocks', { architecture: { residualBlocks: 0 } }],
    ['of a network of three residual blocks', { settings: { 'policy.residualBlocks': 3 } }],
    ['of a run that goes on', { start: 20, steps: 3 }],
    [
      'of features in several columns an invocation',
      {
        settings: { 'policy.hiddenSize': 320, 'dispersive.layer': 'head_hidden', 'training.batchSize': 70 },
      },
    ],
  ])('%s', async (_, problem) => {
    await expectParity(problem);
  });
});

test('the same steps give the same bits', async () => {
  const problem = { steps: 2, settings: { 'dispersive.kind': 'covariance' } };
  expect(await outcomeOf(problem, true)).toEqual(await outcomeOf(problem, true));
});

test.each([
  ['infonce_l2', 1],
  // So long are the features that the loss is beyond float32.
  ['covariance', 1e11],
])('%s with a weight of 0 is measured and leaves every bit alone', async (kind, observationScale) => {
  const without = await outcomeOf({ settings: { 'dispersive.kind': 'none' }, observationScale }, true);
  const settings = { 'dispersive.kind': kind, 'dispersive.weight': 0 };
  const { losses, weights } = await outcomeOf({ settings, observationScale }, true);
  expect(weights).toEqual(without.weights);
  expect(losses.map((of) => ({ ...of, dispersiveLoss: 0 }))).toEqual(without.losses);
  expect(Number.isFinite(losses[0].velocityLoss)).toBe(true);
  if (kind === 'covariance') expect(losses[0].dispersiveLoss).toBe(Number.POSITIVE_INFINITY);
  else expect(losses[0].dispersiveLoss).toBeLessThan(0);
});

test('what is not a number reaches the loss', async () => {
  const step = makeStep({ observationScale: Number.NaN }, true);
  await step.run(0);
  const [losses] = await step.readLosses();
  step.dispose();
  expect([losses.loss, losses.velocityLoss]).toEqual([Number.NaN, Number.NaN]);
});

test('a read from a lost device throws', async () => {
  const adapter = await navigator.gpu.requestAdapter();
  const lost = await adapter!.requestDevice();
  const network = new CompiledNetwork(webGpuMachines(lost), architectureOf(resolveExperiment(small), 6, 3));
  lost.destroy();
  await expect(network.embed(new Float32Array(6), 1)).rejects.toThrow('the GPU was lost');
});

test('a machine that is disposed of while its kernels are compiled still answers what was asked before', async () => {
  const fresh = await (await navigator.gpu.requestAdapter())!.requestDevice();
  const errors: string[] = [];
  fresh.addEventListener('uncapturederror', ({ error }) => errors.push(error.message));
  const architecture = architectureOf(resolveExperiment(small), 6, 3);
  const network = new CompiledNetwork(webGpuMachines(fresh), architecture);
  network.setParameters(initialiseParameters(architecture, new Random(1)));
  const embedded = network.embed(new Float32Array(6), 1);
  network.dispose();
  expect((await embedded).every((value) => value !== 0)).toBe(true);
  await fresh.queue.onSubmittedWorkDone();
  expect(errors).toEqual([]);
  fresh.destroy();
});

test('a network that the GPU has no room for is refused in words', () => {
  const most = Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize);
  expect(() => webGpuMachines(device).create(most / 4 + 4)).toThrow(/MiB in one buffer and this GPU allows/);
});

test.each([0, 1234567])('what a GPU draws for step %i is what is drawn on the CPU', async (step) => {
  const settings = { 'training.batchSize': 500, 'policy.actionHorizon': 3, 'objective.equalTimesShare': 0.3 };
  const experiment = resolveExperiment({ ...small, ...settings });
  const architecture = architectureOf(experiment, 1, 5);
  const [batch, count] = [500, 20011];
  const { arena, jobs } = trainingProgram(architecture, experiment);
  const draw = jobs.find((job) => job.kind === 'draw')!;
  // An example tells its own number, and nothing is taken from its noise.
  const observations = Float32Array.from({ length: count }, (_, i) => i);
  const data = {
    experiment,
    rates: () => stepRates(0, experiment),
    count,
    observations,
    chunks: new Float32Array(15 * count),
  };
  const machine = webGpuMachines(device).createTraining(arena.size, [draw], data);
  await machine.step(step);
  const [examples, noise, interval] = await Promise.all([
    machine.read(draw.observations, batch, 1),
    machine.read(draw.velocity, batch, 15),
    machine.read(draw.interval, batch, 1),
  ]);
  machine.dispose();
  const keys = drawKeys(experiment.seed);
  expect(examples).toEqual(Float32Array.from(drawExamples(keys, step, batch, count)));
  const drawn = drawBatch(keys, step, batch, 15, experiment);
  expect(largestDifference(noise, drawn.noise)).toBeLessThan(2e-6);
  expect(
    largestDifference(
      interval,
      drawn.t.map((t, i) => t - drawn.r[i]),
    ),
  ).toBeLessThan(1e-6);
  // Exactly: nothing else counts as a sample that does not move.
  expect(interval.slice(0, batch - drawn.moving).every((value) => value === 0)).toBe(true);
});

test('a step of the default network uploads nothing and takes at most 30 dispatches', async () => {
  const settings = { 'policy.hiddenSize': 256, 'training.batchSize': 128 };
  const step = makeStep({ settings, observationSize: 19, actionSize: 7, count: 300 }, true);
  await step.run(0);
  await step.readLosses();
  const uploads = vi.spyOn(device.queue, 'writeBuffer');
  const buffers = vi.spyOn(device, 'createBuffer');
  const dispatches = vi.spyOn(GPUComputePassEncoder.prototype, 'dispatchWorkgroups');
  try {
    for (let i = 1; i <= 3; i++) await step.run(i);
    expect(uploads).not.toHaveBeenCalled();
    expect(buffers).not.toHaveBeenCalled();
    expect(dispatches.mock.calls.length).toBeGreaterThan(0);
    expect(dispatches.mock.calls.length / 3).toBeLessThanOrEqual(30);
  } finally {
    vi.restoreAllMocks();
    step.dispose();
  }
});

test('losses of steps taken while others are read come with the next reading, each once', async () => {
  const step = makeStep({}, true);
  for (let i = 0; i < 3; i++) await step.run(i);
  const first = step.readLosses();
  await step.run(3);
  const second = step.readLosses();
  for (let i = 4; i < 6; i++) await step.run(i);
  const parts = [await first, await second, await step.readLosses(), await step.readLosses()];
  expect(parts.map((part) => part.length)).toEqual([3, 1, 2, 0]);
  step.dispose();
  expect(parts.flat()).toEqual((await outcomeOf({ steps: 6 }, true)).losses);
});

test('losses of more steps than the GPU keeps come in order, each once', async () => {
  const lossesOf = async (readings: readonly number[], keptLosses: number) => {
    const step = makeStep({ keptLosses }, true);
    const losses: StepLosses[] = [];
    for (let i = 0; i < 40; i++) {
      await step.run(i);
      if (readings.includes(i + 1)) losses.push(...(await step.readLosses()));
    }
    step.dispose();
    return losses;
  };
  const losses = await lossesOf([5, 40], 16);
  expect(losses.length).toBe(40);
  expect(losses).toEqual(await lossesOf([40], 4096));
});

describe('the network by the averaged weights', () => {
  const experiment = resolveExperiment({ ...small, 'policy.conditionNormalization': 'layer' });
  const architecture = architectureOf(experiment, 6, 3);
  const parameters = initialiseParameters(architecture, new Random(3));
  const count = 7;
  const random = new Random(4);
  const [observations, noise] = [random.normals(count * 6), random.normals(count * 12)];

  async function reference(compute: (network: Network, observations: tf.Tensor2D) => tf.Tensor) {
    await startBackend('cpu');
    const values = tf.tidy(() =>
      compute(new Network(architecture, tf.tensor1d(parameters)), tf.tensor2d(observations, [count, 6])),
    );
    const read = Float32Array.from(await values.data());
    values.dispose();
    await startBackend('webgpu');
    return read;
  }

  function compiled(): CompiledNetwork {
    const network = new CompiledNetwork(
      webGpuMachines(device, () => performance.now()),
      architecture,
    );
    network.setParameters(parameters);
    return network;
  }

  test.each([1, 4])('draws the chunks of tensor operations in %i steps', async (steps) => {
    const network = compiled();
    const actual = await network.sample(observations, noise, count, steps);
    network.dispose();
    const expected = await reference((reference, input) =>
      sampleChunks(reference, input, tf.tensor2d(noise, [count, 12]), steps),
    );
    expect(difference(actual, expected)).toBeLessThan(1e-5);
  });

  test('embeds observations as tensor operations do', async () => {
    const network = compiled();
    const actual = await network.embed(observations, count);
    network.dispose();
    const expected = await reference((reference, input) => reference.encode(input));
    expect(difference(actual, expected)).toBeLessThan(1e-5);
  });

  test('follows a training step’s weights', async () => {
    const step = makeStep({ settings: { 'policy.conditionNormalization': 'layer' } }, true);
    await step.run(0);
    const during = step.embed(observations, count);
    await step.run(1);
    const { ema } = await step.readWeights();
    const before = await during;
    const after = await step.embed(observations, count);
    const network = compiled();
    network.setParameters(ema);
    expect(await network.embed(observations, count)).toEqual(after);
    expect(before).not.toEqual(after);
    network.dispose();
    step.dispose();
  });
});
