/**
 * @file Decides at start which backend can be trusted, and which is fastest.
 *
 * Some drivers compute wrong gradients silently (tfjs issue 8590), so a backend is used only after its gradient of the
 * real training loss has been compared with plain JavaScript's.
 */
import * as tf from '@tensorflow/tfjs-core';
import { resolveExperiment } from '../experiment/experiment.ts';
import { drawBatch, drawKeys } from '../objectives/draws.ts';
import { stage1Loss } from '../objectives/stage1.ts';
import { architectureOf, chunkLength, initialiseParameters } from '../policy/architecture.ts';
import { Network } from '../policy/network.ts';
import { activateBackend, type BackendName } from '../policy/tensorBackend.ts';
import { Random } from '../random/random.ts';
import { TensorTrainingStep } from './tensorTrainingStep.ts';

/** Largest relative error of a gradient against cpu that is taken as rounding. */
const gradientTolerance = 1e-3;
const timedSteps = 5;
const slowStepMs = 200;

export interface BackendCandidate {
  readonly backend: BackendName;
  readonly adapter: string | null;
  readonly gradientError: number | null;
  /** Median milliseconds of a training step of the default network, losses read back */
  readonly stepMilliseconds: number | null;
  /** Why it cannot be used, or null */
  readonly problem: string | null;
}

/**
 * Tests one backend; the caller activates its choice afterwards.
 * @param clock milliseconds
 */
export async function testBackend(backend: BackendName, clock: () => number): Promise<BackendCandidate> {
  const untested = { backend, adapter: null, gradientError: null, stepMilliseconds: null };
  try {
    await activateBackend('cpu');
    const expected = await testGradient();
    const { adapter } = await activateBackend(backend);
    const actual = await testGradient();
    const gradientError = relativeError(actual, expected);
    if (!(gradientError <= gradientTolerance)) {
      const problem = `its gradients differ from plain JavaScript’s by ${(100 * gradientError).toFixed(1)} %`;
      return { ...untested, adapter, gradientError, problem };
    }
    return { backend, adapter, gradientError, stepMilliseconds: await timeStep(clock), problem: null };
  } catch (error) {
    return { ...untested, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** The backend that passed and is fastest; cpu is the last resort. */
export function fastestBackend(candidates: readonly BackendCandidate[]): BackendCandidate | undefined {
  return candidates
    .filter(({ problem }) => problem === null)
    .sort((a, b) => a.stepMilliseconds! - b.stepMilliseconds!)
    .at(0);
}

/** Gradient of the whole stage 1 loss of a small network on fixed data. */
async function testGradient(): Promise<Float32Array> {
  const experiment = resolveExperiment({ 'policy.hiddenSize': 16 });
  const architecture = architectureOf(experiment, 5, 2);
  const random = new Random(11);
  const [observations, chunks] = [random.normals(8 * 5), random.normals(8 * chunkLength(architecture))];
  const gradient = tf.tidy(() => {
    const loss = (parameters: tf.Tensor) =>
      stage1Loss(
        new Network(architecture, parameters as tf.Tensor1D),
        tf.tensor2d(observations, [8, 5]),
        tf.tensor2d(chunks, [8, chunkLength(architecture)]),
        drawBatch(drawKeys(12), 0, 8, chunkLength(architecture), experiment),
        experiment,
      ).loss;
    return tf.grad(loss)(tf.tensor1d(initialiseParameters(architecture, new Random(13))));
  });
  try {
    return Float32Array.from(await gradient.data());
  } finally {
    gradient.dispose();
  }
}

async function timeStep(clock: () => number): Promise<number> {
  const experiment = resolveExperiment({});
  const architecture = architectureOf(experiment, 19, 7);
  const [random, count] = [new Random(14), experiment['training.batchSize']];
  const parameters = initialiseParameters(architecture, random);
  const dataset = {
    count,
    observations: random.normals(count * 19),
    chunks: random.normals(count * chunkLength(architecture)),
  };
  const zeros = () => new Float32Array(parameters.length);
  const weights = { parameters, ema: parameters.slice(), firstMoment: zeros(), secondMoment: zeros() };
  const step = new TensorTrainingStep(architecture, experiment, dataset, weights);
  const timeOne = async (i: number) => {
    const start = clock();
    await step.run(i);
    await step.readLosses();
    return clock() - start;
  };
  try {
    // The first step compiles shaders.
    await timeOne(0);
    const times = [await timeOne(1)];
    // A step this slow is known well enough from one.
    while (times.length < timedSteps && times[0] < slowStepMs) times.push(await timeOne(times.length + 1));
    return times.sort((a, b) => a - b)[times.length >> 1];
  } finally {
    step.dispose();
  }
}

function relativeError(actual: Float32Array, expected: Float32Array): number {
  const norm = (values: Float32Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return norm(actual.map((value, i) => value - expected[i])) / norm(expected);
}
