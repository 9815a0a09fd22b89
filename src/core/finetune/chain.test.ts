import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { resolveExperiment } from '../experiment/experiment.ts';
import { architectureOf, initialiseParameters, parameterCount } from '../policy/architecture.ts';
import { DeployedPolicy } from '../policy/deployedPolicy.ts';
import type { Matrix } from '../policy/layers.ts';
import { activateBackend } from '../policy/tensorBackend.ts';
import { Random } from '../random/random.ts';
import { type ActorShape, actorParameterCount, Chain } from './chain.ts';
import { initialiseNoise, noiseShapeOf } from './explorationNoise.ts';
import { type Decisions, ppoLoss } from './ppo.ts';

const [batch, observationSize, actionSize] = [7, 3, 2];

function actor(settings: Record<string, number | string> = {}) {
  const experiment = resolveExperiment({ 'policy.hiddenSize': 16, 'policy.actionHorizon': 2, ...settings });
  const architecture = architectureOf(experiment, observationSize, actionSize);
  const noise = noiseShapeOf(experiment, architecture, experiment['finetune.denoisingSteps']);
  const shape: ActorShape = { architecture, noise };
  const own = initialiseParameters(architecture, new Random(1));
  const extra = initialiseNoise(noise, new Random(2));
  const parameters = new Float32Array(actorParameterCount(shape));
  parameters.set(own);
  parameters.set(extra, own.length);
  const length = 2 * actionSize;
  const random = new Random(3);
  const observations = tf.tensor2d(random.normals(batch * observationSize), [batch, observationSize]);
  const steps = experiment['finetune.denoisingSteps'];
  const draws = Array.from({ length: steps + 1 }, () => random.normals(batch * length));
  const normals = draws.map((values) => tf.tensor2d(values, [batch, length]));
  return { experiment, shape, parameters, observations, normals, draws, steps, length };
}

/** The mean of step i by the plain JavaScript evaluator, in doubles. */
function plainMean(
  { shape, parameters }: ReturnType<typeof actor>,
  observation: number[],
  z: number[],
  i: number,
  steps: number,
) {
  const { architecture } = shape;
  const metadata = { architecture } as unknown as ConstructorParameters<typeof DeployedPolicy>[0]['metadata'];
  const deployed = new DeployedPolicy({ metadata, parameters: parameters.slice(0, parameterCount(architecture)) });
  const [t, r] = [1 - i / steps, 1 - (i + 1) / steps];
  const velocity = deployed.averageVelocity(z, r, t, deployed.encode(observation));
  return z.map((value, k) => value - (t - r) * velocity[k]);
}

const rowsOf = (matrix: Matrix) => matrix.arraySync();

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(() => activateBackend(backend));

  test.each([
    ['one step, constant σ', { 'exploration.kind': 'constant' }],
    ['three steps, constant σ', { 'exploration.kind': 'constant', 'finetune.denoisingSteps': 3 }],
    ['two steps, a σ for each number', { 'exploration.kind': 'vector', 'finetune.denoisingSteps': 2 }],
  ])('log π of a chain is the sum of its steps’ Gaussian log-densities, worked out apart: %s', (_, settings) => {
    const made = actor({ ...settings, 'exploration.minimum': 0.1, 'exploration.maximum': 0.4 });
    const { shape, steps, length } = made;
    // A vector of σ that is not at its beginning: tanh(x) is then not 0.
    const own = parameterCount(shape.architecture);
    for (let i = own; i < made.parameters.length; i++) made.parameters[i] = 0.3 * (i - own) - 1;
    const chain = new Chain(shape, tf.tensor1d(made.parameters));
    const chains = chain.draw(made.observations, made.normals);
    const { logProbability, entropy } = chain.density(made.observations, chains);
    const deviationOf = (i: number, k: number) => {
      const raw = made.parameters.length > own ? made.parameters[own + i * length + k] : 0;
      const [low, high] = [Math.log(0.1), Math.log(0.4)];
      return Math.exp(low + ((high - low) * (Math.tanh(raw) + 1)) / 2);
    };
    rowsOf(chains).forEach((states, row) => {
      const observation = rowsOf(made.observations)[row];
      let [expected, expectedEntropy] = [0, 0];
      for (let i = 0; i < steps; i++) {
        const [z, next] = [
          states.slice(i * length, (i + 1) * length),
          states.slice((i + 1) * length, (i + 2) * length),
        ];
        plainMean(made, observation, z, i, steps).forEach((mean, k) => {
          const deviation = deviationOf(i, k);
          expected += -0.5 * ((next[k] - mean) / deviation) ** 2 - Math.log(deviation * Math.sqrt(2 * Math.PI));
          expectedEntropy += Math.log(deviation * Math.sqrt(2 * Math.PI * Math.E));
        });
      }
      expect(rowsOf(logProbability)[row][0]).toBeCloseTo(expected, 3);
      expect(rowsOf(entropy)[0][0]).toBeCloseTo(expectedEntropy, 3);
    });
  });

  test('a drawn chain is its means plus σ times the noise it was given, from the latent noise on', () => {
    const made = actor({ 'exploration.kind': 'constant', 'finetune.denoisingSteps': 2 });
    const { steps, length } = made;
    const chains = rowsOf(new Chain(made.shape, tf.tensor1d(made.parameters)).draw(made.observations, made.normals));
    const deviation = Math.sqrt(0.05 * 0.2);
    chains.forEach((states, row) => {
      let z = states.slice(0, length);
      z.forEach((value, k) => {
        expect(value).toBe(made.draws[0][row * length + k]);
      });
      for (let i = 0; i < steps; i++) {
        const mean = plainMean(made, rowsOf(made.observations)[row], z, i, steps);
        z = states.slice((i + 1) * length, (i + 2) * length);
        z.forEach((value, k) => {
          expect(value).toBeCloseTo(mean[k] + deviation * made.draws[i + 1][row * length + k], 4);
        });
      }
    });
  });

  test.each(['network', 'vector'])('σ of a %s begins inside its bounds, with a gradient that is not zero', (kind) => {
    const made = actor({ 'exploration.kind': kind, 'exploration.minimum': 0.05, 'exploration.maximum': 0.12 });
    const own = parameterCount(made.shape.architecture);
    const chains = new Chain(made.shape, tf.tensor1d(made.parameters)).draw(made.observations, made.normals);
    const objective = (parameters: tf.Tensor) =>
      tf.mean(new Chain(made.shape, parameters as tf.Tensor1D).density(made.observations, chains).logProbability);
    const gradient = Float32Array.from(tf.grad(objective)(tf.tensor1d(made.parameters)).dataSync()).slice(own);
    expect(Math.hypot(...gradient)).toBeGreaterThan(1e-2);
    const sigma = new Chain(made.shape, tf.tensor1d(made.parameters))
      .density(made.observations, chains)
      .sigma.dataSync()[0];
    expect(sigma).toBeGreaterThan(0.07);
    expect(sigma).toBeLessThan(0.085);
  });

  test('the release’s clamp would have no gradient where ours begins: σ learns whichever way it is asked to', () => {
    const made = actor({ 'exploration.kind': 'vector' });
    const own = parameterCount(made.shape.architecture);
    const entropyOf = (parameters: tf.Tensor) =>
      tf.mean(
        new Chain(made.shape, parameters as tf.Tensor1D).density(
          made.observations,
          tf.concat(made.normals, 1) as Matrix,
        ).entropy,
      );
    const gradient = Float32Array.from(tf.grad(entropyOf)(tf.tensor1d(made.parameters)).dataSync());
    // d log σ/dx at 0 is half the width of the bounds, of each of the chunk's numbers.
    for (const value of gradient.slice(own)) expect(value).toBeCloseTo(0.5 * Math.log(0.2 / 0.05), 4);
    expect(gradient.slice(0, own).every((value) => value === 0)).toBe(true);
  });

  const shared = { 'anchor.noise': 'shared' };
  test.each([
    ['at the shared noise', shared],
    ['at zero noise', { 'anchor.noise': 'zero' }],
    ['at the shared noise of three steps', { ...shared, 'finetune.denoisingSteps': 3 }],
  ])('the anchor pulls nowhere at the start, and back once the policy has moved: %s', (_, settings) => {
    const made = actor({ 'exploration.kind': 'constant', ...settings });
    const { experiment, shape, observations, length, steps } = made;
    const begun = tf.tensor1d(made.parameters);
    const chain = new Chain(shape, begun);
    const chains = chain.draw(observations, made.normals);
    const noise = experiment['anchor.noise'] === 'zero' ? tf.zeros([batch, length]) : made.normals[0];
    const anchors = rowsOf(observations).map((observation, row) => {
      let z = (noise as Matrix).arraySync()[row];
      for (let i = 0; i < steps; i++) z = plainMean(made, observation, z, i, steps);
      return z;
    });
    const decisions: Decisions = {
      observations,
      chains,
      logProbabilities: chain.density(observations, chains).logProbability,
      // Nothing was better or worse than expected, so that the anchor alone is felt.
      advantages: tf.zeros([batch, 1]),
      anchors: tf.tensor2d(anchors, [batch, length]),
    };
    const loss = (parameters: tf.Tensor) =>
      ppoLoss(new Chain(shape, parameters as tf.Tensor1D), decisions, 1, experiment).loss;
    const gradientAt = (parameters: tf.Tensor) => Float32Array.from(tf.grad(loss)(parameters).dataSync());
    expect(Math.hypot(...gradientAt(begun))).toBeLessThan(1e-5);
    const moved = tf.add(begun, 0.02);
    const back = gradientAt(moved);
    expect(Math.hypot(...back)).toBeGreaterThan(1e-2);
    const nearer = tf.sub(moved, tf.mul(tf.tensor1d(back), 1e-3));
    expect(loss(nearer).dataSync()[0]).toBeLessThan(loss(moved).dataSync()[0]);
  });

  test('the ratio of the policy that played is 1, its divergence 0, and nothing is clipped', () => {
    const made = actor({ 'finetune.denoisingSteps': 2 });
    const chain = new Chain(made.shape, tf.tensor1d(made.parameters));
    const chains = chain.draw(made.observations, made.normals);
    const decisions = {
      observations: made.observations,
      chains,
      logProbabilities: chain.density(made.observations, chains).logProbability,
      advantages: tf.tensor2d(new Random(4).normals(batch), [batch, 1]),
    };
    const [policyLoss, divergence, clipped, ratioError] = ppoLoss(
      chain,
      decisions,
      0,
      made.experiment,
    ).readings.dataSync();
    // Normalised advantages have mean 0, and so has the loss.
    expect(policyLoss).toBeCloseTo(0, 5);
    expect([divergence, clipped, ratioError]).toEqual([0, 0, 0]);
  });
});
