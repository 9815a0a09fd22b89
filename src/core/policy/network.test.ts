import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { resolveExperiment } from '../experiment/experiment.ts';
import { Random } from '../random/random.ts';
import { type Architecture, architectureOf, initialiseParameters, parameterCount } from './architecture.ts';
import { DeployedPolicy } from './deployedPolicy.ts';
import type { Matrix } from './layers.ts';
import { Network } from './network.ts';
import { decodePolicy, encodePolicy, type PolicyMetadata } from './policyFile.ts';
import { layerNormalized } from './rows.ts';
import { TensorPolicy } from './tensorPolicy.ts';

const batch = 16;

function smallArchitecture(settings: Record<string, number | string> = {}): Architecture {
  return architectureOf(resolveExperiment({ 'policy.hiddenSize': 48, ...settings }), 5, 3);
}

function metadataOf(architecture: Architecture): PolicyMetadata {
  const range = (size: number) => ({
    centre: Array.from({ length: size }, (_, i) => 0.1 * i),
    scale: Array.from({ length: size }, (_, i) => 1 + 0.2 * i),
  });
  return {
    scene: 'lift',
    experiment: resolveExperiment({ 'policy.hiddenSize': 48 }),
    step: 7,
    architecture,
    observationNormalizer: range(architecture.observationSize),
    actionNormalizer: range(architecture.actionSize),
  };
}

test('the paper’s Hopper network has 566,652 parameters, its Kitchen network 167,220', () => {
  const hopper = resolveExperiment({ 'policy.hiddenSize': 512 });
  expect(parameterCount(architectureOf(hopper, 11, 3))).toBe(566_652);
  const kitchen = resolveExperiment({ 'policy.hiddenSize': 256, 'policy.conditionHiddenSize': 32 });
  expect(parameterCount(architectureOf(kitchen, 60, 9))).toBe(167_220);
});

test('every parameter starts inside PyTorch’s bound and no layer starts at zero', () => {
  const architecture = smallArchitecture();
  const parameters = initialiseParameters(architecture, new Random(1));
  expect(Math.max(...parameters.map(Math.abs))).toBeLessThanOrEqual(1 / Math.sqrt(5));
  expect(parameters.filter((value) => value === 0).length).toBe(0);
});

describe.each(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(async () => {
    expect(await tf.setBackend(backend)).toBe(true);
  });

  test('du/dt by forward mode agrees with central differences to 1e-3', () => {
    const architecture = smallArchitecture({ 'policy.residualBlocks': 2 });
    const network = new Network(architecture, tf.tensor1d(initialiseParameters(architecture, new Random(1))));
    const random = new Random(2);
    const matrix = (columns: number) => tf.tensor2d(random.normals(batch * columns), [batch, columns]);
    const [z, direction, condition] = [matrix(12), matrix(12), network.encode(matrix(5))];
    const t = tf.tensor2d(
      Float32Array.from({ length: batch }, () => random.uniform(0.3, 0.9)),
      [batch, 1],
    );
    const r = tf.mul(t, 0.4) as Matrix;
    const { value, tangent } = network.averageVelocityWithTangent(z, direction, r, t, condition);

    const h = 1e-2;
    const at = (step: number) =>
      network.averageVelocity(tf.add(z, tf.mul(direction, step)) as Matrix, r, tf.add(t, step) as Matrix, condition);
    // Fourth-order central difference: float32 leaves too few digits for a small second-order step.
    const difference = tf.div(tf.add(tf.mul(tf.sub(at(h), at(-h)), 8), tf.sub(at(-2 * h), at(2 * h))), 12 * h);
    const relative = tf.div(tf.norm(tf.sub(tangent, difference)), tf.norm(difference)).dataSync()[0];
    expect(relative).toBeLessThan(1e-3);
    const recorded = tf.norm(tf.sub(value, network.averageVelocity(z, r, t, condition))).dataSync()[0];
    expect(recorded).toBeLessThan(1e-5);
  });

  test('du/dt of the last rows alone is what those rows have when the whole batch moves', () => {
    const architecture = smallArchitecture();
    const network = new Network(architecture, tf.tensor1d(initialiseParameters(architecture, new Random(1))));
    const random = new Random(7);
    const matrix = (columns: number) => tf.tensor2d(random.normals(batch * columns), [batch, columns]);
    const [z, direction, condition] = [matrix(12), matrix(12), network.encode(matrix(5))];
    const [r, t] = [tf.fill([batch, 1], 0.2) as Matrix, tf.fill([batch, 1], 0.7) as Matrix];
    const whole = network.averageVelocityWithTangent(z, direction, r, t, condition);
    const part = network.averageVelocityWithTangent(z, tf.slice(direction, [10, 0], [6, 12]), r, t, condition);
    const difference = tf.sub(part.tangent, tf.slice(whole.tangent, [10, 0], [6, 12]));
    expect(tf.norm(difference).dataSync()[0]).toBeLessThan(1e-5);
    expect(tf.norm(tf.sub(part.value, whole.value)).dataSync()[0]).toBeLessThan(1e-5);
  });

  test.each([
    ['as it is', {}],
    ['normalised and scaled', { 'policy.conditionNormalization': 'layer', 'policy.conditionScale': 3 }],
  ])('the gradient with the embedding %s agrees with finite differences in random directions', (_, settings) => {
    const architecture = smallArchitecture(settings);
    const parameters = initialiseParameters(architecture, new Random(1));
    const random = new Random(4);
    const [z, observation] = [random.normals(batch * 12), random.normals(batch * 5)];
    const loss = (flat: tf.Tensor) => {
      const network = new Network(architecture, flat as tf.Tensor1D);
      const t = tf.fill([batch, 1], 0.7) as Matrix;
      const condition = network.encode(tf.tensor2d(observation, [batch, 5]));
      const u = network.averageVelocity(tf.tensor2d(z, [batch, 12]), tf.fill([batch, 1], 0.2), t, condition);
      return tf.mean(tf.square(u)) as tf.Scalar;
    };
    const gradient = Float32Array.from(tf.grad(loss)(tf.tensor1d(parameters)).dataSync());
    const direction = random.normals(parameters.length);
    const h = 1e-3;
    const at = (step: number) => loss(tf.tensor1d(parameters.map((p, i) => p + step * direction[i]))).dataSync()[0];
    const expected = (at(h) - at(-h)) / (2 * h);
    const actual = gradient.reduce((sum, g, i) => sum + g * direction[i], 0);
    expect(Math.abs(actual - expected) / Math.abs(expected)).toBeLessThan(5e-3);
  });

  test('a normalised embedding has mean 0 and its scale as root mean square, whatever the encoder’s own scale', () => {
    const architecture = smallArchitecture({ 'policy.conditionNormalization': 'layer', 'policy.conditionScale': 3 });
    const plain = smallArchitecture();
    const parameters = initialiseParameters(architecture, new Random(1));
    const observations = tf.tensor2d(new Random(8).normals(batch * 5), [batch, 5]);
    const encodeWith = (of: Architecture) => new Network(of, tf.tensor1d(parameters)).encode(observations);
    const normalized = encodeWith(architecture);
    const raw = tf.moments(encodeWith(plain), 1, true);
    const expected = tf.mul(tf.div(tf.sub(encodeWith(plain), raw.mean), tf.sqrt(tf.add(raw.variance, 1e-5))), 3);
    expect(tf.max(tf.abs(tf.sub(normalized, expected))).dataSync()[0]).toBeLessThan(1e-4);
    const { mean, variance } = tf.moments(normalized, 1);
    expect(tf.max(tf.abs(mean)).dataSync()[0]).toBeLessThan(1e-5);
    expect(tf.max(tf.abs(tf.sub(variance, 9))).dataSync()[0]).toBeLessThan(0.2);
  });

  test('an embedding whose numbers are all the same is normalised to 0, with a gradient that is finite', () => {
    const constant = tf.fill([3, 4], 2) as Matrix;
    expect(layerNormalized(constant).dataSync()).toEqual(new Float32Array(12));
    const gradient = tf.grad((x) => tf.sum(tf.mul(layerNormalized(x as Matrix), tf.tensor2d([1, 2, 3, 4], [1, 4]))));
    expect(gradient(constant).dataSync().every(Number.isFinite)).toBe(true);
  });

  test.each([
    ['as it is', {}],
    ['normalised', { 'policy.conditionNormalization': 'layer' }],
    ['scaled', { 'policy.conditionScale': 20 }],
    ['normalised and scaled', { 'policy.conditionNormalization': 'layer', 'policy.conditionScale': 0.2 }],
  ])('with the embedding %s the plain CPU evaluator draws the chunks of the tensor engine', async (_, settings) => {
    const architecture = smallArchitecture({ 'policy.residualBlocks': 2, ...settings });
    const parameters = initialiseParameters(architecture, new Random(5));
    const bytes = encodePolicy({ metadata: metadataOf(architecture), parameters });
    const deployed = DeployedPolicy.decode(bytes, 'small.policy');
    const tensor = new TensorPolicy(decodePolicy(bytes, 'small.policy'));
    const random = new Random(6);
    const [observation, noise] = [random.normals(5), random.normals(12)];
    for (const steps of [1, 5]) {
      const expected = deployed.sample(observation, noise, steps);
      const actual = await tensor.sample(observation, noise, steps);
      for (const [i, value] of actual.entries()) expect(value).toBeCloseTo(expected[i], 5);
    }
    tensor.dispose();
  });
});

test('a sampler refuses a step count that is not a whole number of at least 1', async () => {
  const architecture = smallArchitecture();
  const parameters = initialiseParameters(architecture, new Random(5));
  const policy = new TensorPolicy({ metadata: metadataOf(architecture), parameters });
  await expect(policy.sample(new Float32Array(5), new Float32Array(12), 0)).rejects.toThrow(/steps: expected/);
});
