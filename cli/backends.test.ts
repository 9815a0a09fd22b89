import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { type Experiment, resolveExperiment } from '../src/core/experiment/experiment.ts';
import { architectureOf, initialiseParameters } from '../src/core/policy/architecture.ts';
import { Random } from '../src/core/random/random.ts';
import { testBackend } from '../src/core/training/selfTest.ts';
import { TensorTrainingStep } from '../src/core/training/tensorTrainingStep.ts';
import type { StepLosses, Weights } from '../src/core/training/trainingStep.ts';
import { startBackend } from './tensorBackend.ts';

const small = { 'policy.hiddenSize': 32, 'training.batchSize': 32, 'optimizer.warmupSteps': 0 };
const experiments = (['improved_meanflow', 'meanflow'] as const).map((kind) =>
  resolveExperiment({ ...small, 'objective.kind': kind }),
);
/** Every dispersive loss, every layer, and an embedding that is normalised and scaled. */
const dispersing = (
  [
    ['infonce_l2', 'head_hidden'],
    ['infonce_cosine', 'condition'],
    ['hinge', 'condition'],
    ['covariance', 'condition_hidden'],
    ['infonce_l2_release', 'head_input'],
  ] as const
).map(([kind, layer]) =>
  resolveExperiment({
    ...small,
    'dispersive.kind': kind,
    'dispersive.layer': layer,
    'dispersive.margin': 4,
    'policy.conditionNormalization': layer === 'condition' ? 'layer' : 'none',
    'policy.conditionScale': 2,
  }),
);

/** One optimiser step on made-up data, the same on every backend. */
async function stepOnce(experiment: Experiment): Promise<{ losses: StepLosses; weights: Weights }> {
  const architecture = architectureOf(experiment, 6, 3);
  const random = new Random(21);
  const count = 32;
  const dataset = { count, observations: random.normals(count * 6), chunks: random.normals(count * 12) };
  const parameters = initialiseParameters(architecture, new Random(22));
  const zeros = () => new Float32Array(parameters.length);
  const weights = { parameters, ema: parameters.slice(), firstMoment: zeros(), secondMoment: zeros() };
  const step = new TensorTrainingStep(architecture, experiment, dataset, weights);
  try {
    step.run(0);
    const [losses] = await step.readLosses();
    return { losses, weights: await step.readWeights() };
  } finally {
    step.dispose();
  }
}

function relativeDifference(a: Float32Array, b: Float32Array): number {
  const norm = (values: Float32Array) => Math.hypot(...values);
  return norm(a.map((value, i) => value - b[i])) / norm(b);
}

// WebGPU is a real adapter here, SwiftShader's where there is no GPU. Where there is none at all this fails.
test.each(['wasm', 'webgpu'])('one training step on %s agrees with cpu to 1e-4', async (backend) => {
  for (const experiment of [...experiments, ...dispersing]) {
    await startBackend('cpu');
    const expected = await stepOnce(experiment);
    const active = await startBackend(backend);
    expect(tf.getBackend()).toBe(backend);
    if (backend === 'webgpu') expect(active.adapter).toBeTruthy();
    const actual = await stepOnce(experiment);
    for (const key of ['loss', 'velocityLoss', 'dispersiveLoss'] as const) {
      expect(Math.abs(actual.losses[key] - expected.losses[key])).toBeLessThan(1e-4);
    }
    for (const key of ['parameters', 'ema', 'firstMoment'] as const) {
      expect(relativeDifference(actual.weights[key], expected.weights[key]), key).toBeLessThan(1e-4);
    }
  }
});

test('on webgpu a step with a dispersive weight of 0 has the bits of one without a dispersive loss', async () => {
  await startBackend('webgpu');
  const without = await stepOnce(resolveExperiment({ ...small, 'dispersive.kind': 'none' }));
  const { losses, weights } = await stepOnce(resolveExperiment({ ...small, 'dispersive.weight': 0 }));
  expect(weights).toEqual(without.weights);
  expect({ ...losses, dispersiveLoss: 0 }).toEqual(without.losses);
});

test('on webgpu the same step from the same seed gives the same bits', async () => {
  await startBackend('webgpu');
  expect(await stepOnce(experiments[0])).toEqual(await stepOnce(experiments[0]));
});

test('the self-test accepts every backend of this machine and times its step', async () => {
  await startBackend('wasm');
  const candidate = await testBackend('wasm', () => performance.now());
  expect(candidate.problem).toBeNull();
  expect(candidate.gradientError).toBeLessThan(1e-4);
  expect(candidate.stepMilliseconds).toBeGreaterThan(0);
});
