import { expect, test } from 'vitest';
import { resolveExperiment } from '../src/core/experiment/experiment.ts';
import type { FinetuneWeights, MinibatchReadings } from '../src/core/finetune/finetuneStep.ts';
import { initialWeights, shapesOf } from '../src/core/finetune/finetuning.ts';
import { TensorFinetuneStep } from '../src/core/finetune/tensorFinetuneStep.ts';
import { architectureOf, initialiseParameters } from '../src/core/policy/architecture.ts';
import { Random } from '../src/core/random/random.ts';
import { startBackend } from './tensorBackend.ts';

const [count, observationSize, actionSize] = [24, 5, 2];
const experiment = resolveExperiment({
  stage: 'finetune',
  'policy.hiddenSize': 16,
  'policy.actionHorizon': 2,
  'finetune.denoisingSteps': 2,
  'finetune.criticHiddenSize': 8,
  'finetune.entropyWeight': 0.01,
});

/** A rollout drawn and one gradient step on it, the same on every backend. */
async function stepOnce(backend: string) {
  await startBackend(backend);
  const architecture = architectureOf(experiment, observationSize, actionSize);
  const shapes = shapesOf(experiment, architecture);
  const network = initialiseParameters(architecture, new Random(1));
  const parent = initialiseParameters(architecture, new Random(2));
  const step = new TensorFinetuneStep(shapes, experiment, initialWeights(experiment, shapes, network), parent);
  const random = new Random(3);
  const observations = random.normals(count * observationSize);
  try {
    const chains = await step.draw(observations, random.normals(3 * count * 4), count);
    const values = await step.values(observations, count);
    step.load({ count, observations, chains, advantages: random.normals(count), targets: random.normals(count) });
    const rates = { actor: 1e-3, critic: 1e-3, anchorWeight: 0.5 };
    const rows = Uint32Array.from({ length: 16 }, (_, i) => i);
    const readings: MinibatchReadings[] = [await step.learn(rows, rates), await step.learn(rows, rates)];
    return { chains, values, readings, weights: await step.readWeights() };
  } finally {
    step.dispose();
  }
}

function relativeDifference(a: Float32Array, b: Float32Array): number {
  return Math.hypot(...a.map((value, i) => value - b[i])) / Math.hypot(...b);
}

const vectorsOf = ({ actor, critic }: FinetuneWeights) => [
  ...[actor.parameters, critic.parameters],
  ...[actor.firstMoment, critic.firstMoment],
];

test.each(['wasm', 'webgpu'])('drawing, judging and learning on %s agree with cpu', async (backend) => {
  const expected = await stepOnce('cpu');
  const actual = await stepOnce(backend);
  expect(relativeDifference(actual.chains, expected.chains)).toBeLessThan(1e-4);
  expect(relativeDifference(actual.values, expected.values)).toBeLessThan(1e-4);
  actual.readings.forEach(({ policy, valueLoss }, i) => {
    expect(valueLoss).toBeCloseTo(expected.readings[i].valueLoss, 4);
    for (const [name, value] of Object.entries(policy!)) {
      expect(value, name).toBeCloseTo(expected.readings[i].policy![name as keyof typeof policy & string], 3);
    }
  });
  vectorsOf(actual.weights).forEach((vector, i) => {
    expect(relativeDifference(vector, vectorsOf(expected.weights)[i])).toBeLessThan(1e-3);
  });
});
