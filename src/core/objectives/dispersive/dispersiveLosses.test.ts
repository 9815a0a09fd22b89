import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { dispersiveLayerWords, dispersiveLossWords, namesIn } from '../../experiment/dispersion.ts';
import { resolveExperiment } from '../../experiment/experiment.ts';
import { architectureOf, initialiseParameters } from '../../policy/architecture.ts';
import { Network } from '../../policy/network.ts';
import { activateBackend } from '../../policy/tensorBackend.ts';
import { Random } from '../../random/random.ts';
import { drawBatch, drawKeys } from '../draws.ts';
import { stage1Loss } from '../stage1.ts';
import { testDispersiveLosses } from './lossTests.ts';

const kinds = namesIn(dispersiveLossWords).filter((kind) => kind !== 'none');
const layers = namesIn(dispersiveLayerWords);

// `cli/dispersiveLosses.test.ts` does the same on WebGPU, which has to be given to node first.
describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    await activateBackend(backend);
  });

  testDispersiveLosses();

  test.each(kinds.flatMap((kind) => layers.map((layer) => [kind, layer] as const)))(
    '%s on %s gives the network its finite differences, behind LayerNorm and a scale too',
    async (kind, layer) => {
      for (const normalization of ['none', 'layer']) {
        expect(await gradientError(kind, layer, normalization), normalization).toBeLessThan(5e-3);
      }
    },
  );
});

/** How far the length of the gradient by all parameters is from the slope along it by central differences, relatively. */
async function gradientError(kind: string, layer: string, normalization: string): Promise<number> {
  const count = 12;
  const experiment = resolveExperiment({
    'policy.hiddenSize': 24,
    'dispersive.kind': kind,
    'dispersive.layer': layer,
    'dispersive.margin': 8,
    // No distance comes near the ten temperatures at which the release has a kink.
    'dispersive.temperature': 1,
    'policy.conditionNormalization': normalization,
    'policy.conditionScale': normalization === 'layer' ? 0.7 : 3,
  });
  const architecture = architectureOf(experiment, 5, 2);
  const random = new Random(2);
  const [observations, chunks] = [random.normals(count * 5), random.normals(count * 8)];
  const dispersion = (parameters: tf.Tensor) =>
    stage1Loss(
      new Network(architecture, parameters as tf.Tensor1D),
      tf.tensor2d(observations, [count, 5]),
      tf.tensor2d(chunks, [count, 8]),
      drawBatch(drawKeys(3), 0, count, 8, experiment),
      experiment,
    ).dispersiveLoss;
  const parameters = initialiseParameters(architecture, new Random(1));
  // Along the gradient itself, where the loss changes most and rounding says least.
  const gradient = tf.tidy(() => tf.grad(dispersion)(tf.tensor1d(parameters)));
  const direction = await gradient.data();
  gradient.dispose();
  const length = Math.hypot(...direction);
  const h = 1e-2;
  const at = async (step: number) => {
    const moved = parameters.map((value, i) => value + (step / length) * direction[i]);
    const loss = tf.tidy(() => dispersion(tf.tensor1d(moved)));
    const [value] = await loss.data();
    loss.dispose();
    return value;
  };
  const slope = (8 * ((await at(h)) - (await at(-h))) - ((await at(2 * h)) - (await at(-2 * h)))) / (12 * h);
  return Math.abs(slope - length) / length;
}
