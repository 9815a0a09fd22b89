/**
 * @file For tests: flows that are trained here and known in closed form. Does one step land where theory says?
 *
 * Each objective has a test file of its own, so that they train side by side.
 */
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { Experiment } from '../experiment/experiment.ts';
import { resolveExperiment } from '../experiment/experiment.ts';
import { architectureOf, initialiseParameters } from '../policy/architecture.ts';
import { Network } from '../policy/network.ts';
import { sampleChunks } from '../policy/sampler.ts';
import { Random } from '../random/random.ts';
import { createTrainingStep } from './createTrainingStep.ts';

const samples = 20_000;
const batchSize = 256;

/** Trains a one-dimensional MeanFlow on data without observations; returns its K-step samples of given noise. */
async function trainFlow(data: Float32Array, objective: Experiment['objective.kind'], steps: number) {
  const experiment = resolveExperiment({
    'objective.kind': objective,
    // t is the larger of two draws, so the default times seldom come near the data, where every leap ends; and one
    // step leaves from the corner (r, t) = (0, 1). A wider, earlier spread of times visits both.
    'objective.timeMean': -1,
    'objective.timeDeviation': 2.5,
    'dispersive.kind': 'none',
    'policy.hiddenSize': 64,
    'policy.residualBlocks': 3,
    'policy.conditionHiddenSize': 4,
    'policy.conditionSize': 2,
    'policy.actionHorizon': 1,
    'optimizer.learningRate': 5e-3,
    'training.steps': steps,
    'training.batchSize': batchSize,
    'training.emaDecay': 0.995,
  });
  const architecture = architectureOf(experiment, 1, 1);
  const parameters = initialiseParameters(architecture, new Random(1));
  const zeros = () => new Float32Array(parameters.length);
  const weights = { parameters, ema: parameters.slice(), firstMoment: zeros(), secondMoment: zeros() };
  const dataset = { count: data.length, observations: new Float32Array(data.length), chunks: data };
  const training = createTrainingStep(architecture, experiment, dataset, weights);
  for (let step = 0; step < steps; step++) {
    training.run(step);
    if (step % 250 === 0) await training.readLosses();
  }
  const { ema } = await training.readWeights();
  training.dispose();
  return (noise: Float32Array, denoisingSteps: number) =>
    tf.tidy(() => {
      const network = new Network(architecture, tf.tensor1d(ema));
      const z = tf.tensor2d(noise, [noise.length, 1]);
      return Float32Array.from(sampleChunks(network, tf.zeros([noise.length, 1]), z, denoisingSteps).dataSync());
    });
}

/** Defines the tests of one objective. */
export function testClosedForms(objective: Experiment['objective.kind']): void {
  beforeAll(async () => {
    expect(await tf.setBackend('wasm')).toBe(true);
  });

  test('a Gaussian flow in one step matches its closed form within 3 % RMS', async () => {
    const [mean, deviation] = [0.3, 0.5];
    const random = new Random(4);
    // Antithetic pairs: the data's own mean is exact, so the comparison is with the flow and not with luck.
    const half = random.normals(samples / 2);
    const data = Float32Array.from({ length: samples }, (_, i) => {
      return mean + deviation * (i % 2 ? half[i >> 1] : -half[i >> 1]);
    });
    const sample = await trainFlow(data, objective, 2000);
    const noise = new Random(5).normals(2000);
    const drawn = sample(noise, 1);
    let [error, scale] = [0, 0];
    noise.forEach((z, i) => {
      // r = 0, t = 1: m(1) = 0, s(1) = 1, z₀ = μ + σ·z, u = z − z₀.
      const velocity = z - (mean + deviation * z);
      error += (z - drawn[i] - velocity) ** 2;
      scale += velocity ** 2;
    });
    expect(Math.sqrt(error / scale)).toBeLessThan(0.03);
  });

  test('two modes both survive one step, with little between them', async () => {
    const random = new Random(6);
    const data = Float32Array.from({ length: samples }, (_, i) => (i % 2 ? 0.7 : -0.7) + 0.05 * random.normal());
    const sample = await trainFlow(data, objective, 2000);
    const drawn = sample(new Random(7).normals(2000), 1);
    const share = (isInside: (x: number) => boolean) => drawn.filter(isInside).length / drawn.length;
    for (const mode of [share((x) => x > 0.35), share((x) => x < -0.35)]) {
      expect(mode).toBeGreaterThan(0.35);
      expect(mode).toBeLessThan(0.65);
    }
    expect(share((x) => Math.abs(x) <= 0.35)).toBeLessThan(0.1);
  });
}
