/**
 * @file Decides at start which backend can be trusted, and which is fastest.
 *
 * Some drivers compute wrong gradients silently (tfjs issue 8590), so a backend is used only after its gradient of the
 * real training loss has been compared with plain JavaScript's.
 */
import { type Experiment, resolveExperiment } from '../experiment/experiment.ts';
import { type Architecture, architectureOf, chunkLength, initialiseParameters } from '../policy/architecture.ts';
import { activateBackend, type BackendName } from '../policy/tensorBackend.ts';
import { Random } from '../random/random.ts';
import { createTrainingStep } from './createTrainingStep.ts';
import type { TrainingStep } from './trainingStep.ts';

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

/**
 * The gradient of the whole stage 1 loss of a small network on fixed data, as the step that will train here takes it:
 * after one step the first moment is a tenth of it.
 */
async function testGradient(): Promise<Float32Array> {
  const experiment = resolveExperiment({ 'policy.hiddenSize': 16, 'training.batchSize': 8 });
  const step = stepOf(experiment, architectureOf(experiment, 5, 2));
  try {
    await step.run(0);
    return (await step.readWeights()).firstMoment;
  } finally {
    step.dispose();
  }
}

async function timeStep(clock: () => number): Promise<number> {
  const experiment = resolveExperiment({});
  const step = stepOf(experiment, architectureOf(experiment, 19, 7), clock);
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

/** A step of the current backend on made-up data, as much as one batch. */
function stepOf(experiment: Experiment, architecture: Architecture, clock?: () => number): TrainingStep {
  const [random, count] = [new Random(11), experiment['training.batchSize']];
  const parameters = initialiseParameters(architecture, random);
  const examples = {
    count,
    observations: random.normals(count * architecture.observationSize),
    chunks: random.normals(count * chunkLength(architecture)),
  };
  const zeros = () => new Float32Array(parameters.length);
  const weights = { parameters, ema: parameters.slice(), firstMoment: zeros(), secondMoment: zeros() };
  return createTrainingStep(architecture, experiment, examples, weights, clock);
}

function relativeError(actual: Float32Array, expected: Float32Array): number {
  const norm = (values: Float32Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return norm(actual.map((value, i) => value - expected[i])) / norm(expected);
}
