import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { namesIn } from '../experiment/dispersion.ts';
import { type Experiment, resolveExperiment } from '../experiment/experiment.ts';
import { architectureOf, initialiseParameters } from '../policy/architecture.ts';
import { Network } from '../policy/network.ts';
import { Random } from '../random/random.ts';
import { infonceL2 } from './dispersive/infonceL2.ts';
import { drawBatch, drawKeys } from './draws.ts';
import { averageVelocityTarget } from './meanflow.ts';
import { noiseBatch } from './noising.ts';
import { objectives } from './registry.ts';
import { stage1Loss } from './stage1.ts';

beforeAll(async () => {
  expect(await tf.setBackend('cpu')).toBe(true);
});

const batch = 12;
const small: Experiment = resolveExperiment({ 'policy.hiddenSize': 24 });
const architecture = architectureOf(small, 5, 2);
/** Noise and times of a batch, the same for the same seed. */
const draw = (seed: number, experiment: Experiment = small) => drawBatch(drawKeys(seed), 0, batch, 8, experiment);

function smallNetwork(): Network {
  return new Network(architecture, tf.tensor1d(initialiseParameters(architecture, new Random(1))));
}

function smallBatch(network: Network) {
  const random = new Random(2);
  const observations = tf.tensor2d(random.normals(batch * 5), [batch, 5]);
  const chunks = tf.tensor2d(random.normals(batch * 8), [batch, 8]);
  return { observations, chunks, condition: network.encode(observations) };
}

test('where r = t the target is the velocity, exactly', () => {
  const velocity = tf.tensor2d(new Random(3).normals(batch * 8), [batch, 8]);
  const derivative = tf.tensor2d(new Random(4).normals(batch * 8), [batch, 8]);
  const target = averageVelocityTarget(velocity, derivative, tf.zeros([batch, 1]));
  expect(target.dataSync()).toEqual(velocity.dataSync());
});

describe.each(objectives.map((objective) => [objective.id, objective] as const))('%s', (_id, objective) => {
  test('with every sample at r = t it is plain flow matching', () => {
    const experiment = { ...small, 'objective.equalTimesShare': 1 };
    const network = smallNetwork();
    const data = smallBatch(network);
    const { loss } = objective.loss(network, data, draw(5, experiment));
    const { z, velocity, t } = noiseBatch(data.chunks, draw(5, experiment));
    const instantaneous = network.averageVelocity(z, t, t, data.condition);
    const flowMatching = tf.mean(tf.squaredDifference(instantaneous, velocity)).dataSync()[0];
    expect(loss.dataSync()[0]).toBeCloseTo(flowMatching, 5);
  });

  test('away from r = t its gradient holds the corrected target still', () => {
    // With the correction frozen, the gradient is that of ‖u + constant‖², so it agrees with finite differences of
    // the loss only when the tangent is frozen there too; a leak through du/dt would show here.
    const experiment = { ...small, 'objective.equalTimesShare': 0 };
    const parameters = initialiseParameters(architecture, new Random(1));
    const residual = (flat: tf.Tensor1D, frozen: tf.Tensor1D) => {
      const [network, still] = [new Network(architecture, flat), new Network(architecture, frozen)];
      const data = smallBatch(network);
      const { z, velocity, t, r } = noiseBatch(data.chunks, draw(5, experiment));
      const stillCondition = smallBatch(still).condition;
      const direction = objective.id === 'meanflow' ? velocity : still.averageVelocity(z, t, t, stillCondition);
      const { tangent } = still.averageVelocityWithTangent(z, direction, r, t, stillCondition);
      const u = network.averageVelocity(z, r, t, data.condition);
      const velocityFromAverage = tf.add(u, tf.mul(tf.sub(t, r), tangent));
      return tf.mean(tf.squaredDifference(velocityFromAverage, velocity)).dataSync()[0];
    };
    const gradient = tf.grad((flat) => {
      const network = new Network(architecture, flat as tf.Tensor1D);
      return objective.loss(network, smallBatch(network), draw(5, experiment)).loss;
    })(tf.tensor1d(parameters));
    const direction = new Random(6).normals(parameters.length);
    const h = 1e-3;
    const at = (step: number) => tf.tensor1d(parameters.map((p, i) => p + step * direction[i]));
    const expected = (residual(at(h), tf.tensor1d(parameters)) - residual(at(-h), tf.tensor1d(parameters))) / (2 * h);
    const actual = tf.sum(tf.mul(gradient, tf.tensor1d(direction))).dataSync()[0];
    expect(Math.abs(actual - expected) / Math.abs(expected)).toBeLessThan(1e-2);
  });
});

test('the total loss is the velocity loss plus α times the dispersive loss', () => {
  const network = smallNetwork();
  const { observations, chunks } = smallBatch(network);
  const experiment = { ...small, 'dispersive.weight': 0.9 };
  const { loss, velocityLoss, dispersiveLoss } = stage1Loss(network, observations, chunks, draw(8), experiment);
  const expected = velocityLoss.dataSync()[0] + 0.9 * dispersiveLoss.dataSync()[0];
  expect(loss.dataSync()[0]).toBeCloseTo(expected, 5);
  const without = stage1Loss(network, observations, chunks, draw(8), { ...small, 'dispersive.kind': 'none' });
  expect(without.loss.dataSync()[0]).toBeCloseTo(velocityLoss.dataSync()[0], 6);
});

test.each(objectives.map((objective) => objective.id))(
  'with %s a dispersive loss acts on the layer that is named',
  (id) => {
    const network = smallNetwork();
    const { observations, chunks } = smallBatch(network);
    const { condition, hidden: condition_hidden } = network.encodeInLayers(observations);
    const { z, r, t } = noiseBatch(chunks, draw(8));
    const head = network.averageVelocityInLayers(z, r, t, condition);
    const layers = { condition, condition_hidden, head_input: head.input, head_hidden: head.hidden };
    const values = namesIn(layers).map((layer) => {
      const experiment = { ...small, 'objective.kind': id, 'dispersive.layer': layer };
      const [value] = stage1Loss(network, observations, chunks, draw(8), experiment).dispersiveLoss.dataSync();
      expect(value, layer).toBeCloseTo(infonceL2.loss(layers[layer], small).dataSync()[0], 5);
      return value;
    });
    expect(new Set(values.map((value) => value.toFixed(3))).size).toBe(4);
  },
);

test('with weight 0 even a dispersive loss that overflows leaves loss and gradient as they are', () => {
  const long = { ...architecture, conditionScale: 1e10 };
  const parameters = tf.tensor1d(initialiseParameters(long, new Random(1)));
  const { observations, chunks } = smallBatch(smallNetwork());
  const stepWith = (settings: Partial<Experiment>) => {
    const lossOf = (flat: tf.Tensor) => {
      const network = new Network(long, flat as tf.Tensor1D);
      return stage1Loss(network, observations, chunks, draw(8), { ...small, ...settings });
    };
    const [measured] = lossOf(parameters).dispersiveLoss.dataSync();
    const { value, grad } = tf.valueAndGrad((flat) => lossOf(flat).loss)(parameters);
    return { measured, loss: value.dataSync()[0], gradient: grad.dataSync() };
  };
  const silent = stepWith({ 'dispersive.kind': 'covariance', 'dispersive.weight': 0 });
  expect(silent.measured).toBe(Number.POSITIVE_INFINITY);
  const without = stepWith({ 'dispersive.kind': 'none' });
  expect(Number.isFinite(without.loss)).toBe(true);
  expect({ ...silent, measured: 0 }).toEqual(without);
});
