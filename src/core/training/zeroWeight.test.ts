import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { dispersiveLayerWords, dispersiveLossWords, namesIn } from '../experiment/dispersion.ts';
import { type ExperimentInput, resolveExperiment } from '../experiment/experiment.ts';
import { architectureOf, chunkLength, initialiseParameters } from '../policy/architecture.ts';
import { activateBackend } from '../policy/tensorBackend.ts';
import { Random } from '../random/random.ts';
import { createTrainingStep } from './createTrainingStep.ts';

const [count, steps] = [60, 8];

/** Losses and weights of a few training steps on made-up data, the same data and noise whatever the settings. */
async function train(settings: ExperimentInput) {
  const experiment = resolveExperiment({
    'policy.hiddenSize': 16,
    'training.batchSize': 16,
    'optimizer.warmupSteps': 0,
    ...settings,
  });
  const architecture = architectureOf(experiment, 5, 2);
  const random = new Random(1);
  const parameters = initialiseParameters(architecture, random);
  const zeros = () => new Float32Array(parameters.length);
  const weights = { parameters, ema: parameters.slice(), firstMoment: zeros(), secondMoment: zeros() };
  const observations = random.normals(count * 5);
  const dataset = { count, observations, chunks: random.normals(count * chunkLength(architecture)) };
  const training = createTrainingStep(architecture, experiment, dataset, weights);
  try {
    for (let step = 0; step < steps; step++) training.run(step);
    return { losses: await training.readLosses(), weights: await training.readWeights() };
  } finally {
    training.dispose();
  }
}

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    await activateBackend(backend);
  });

  test.each(namesIn(dispersiveLossWords).filter((kind) => kind !== 'none'))(
    'with weight 0, %s on any layer leaves every loss and weight as without it, bit for bit',
    async (kind) => {
      const without = await train({ 'dispersive.kind': 'none' });
      for (const layer of namesIn(dispersiveLayerWords)) {
        const chosen = { 'dispersive.kind': kind, 'dispersive.layer': layer };
        const silent = await train({ ...chosen, 'dispersive.weight': 0 });
        expect(silent.weights, layer).toEqual(without.weights);
        // What is measured of the dispersion itself is the one thing more that is known.
        expect(silent.losses.map((losses) => ({ ...losses, dispersiveLoss: 0 }))).toEqual(without.losses);
        expect(silent.losses.every(({ dispersiveLoss }) => Number.isFinite(dispersiveLoss))).toBe(true);
        const felt = await train({ ...chosen, 'dispersive.weight': 0.5, 'dispersive.margin': 4 });
        expect(felt.weights.parameters, layer).not.toEqual(without.weights.parameters);
      }
      expect(tf.memory().numTensors).toBe(0);
    },
  );
});
