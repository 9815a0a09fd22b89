import { expect, test } from 'vitest';
import { resolveExperiment } from '../experiment/experiment.ts';
import { architectureOf, chunkLength, initialiseParameters } from '../policy/architecture.ts';
import { DeployedPolicy } from '../policy/deployedPolicy.ts';
import type { PolicyFile } from '../policy/policyFile.ts';
import { Random } from '../random/random.ts';
import { CpuNetworks } from './cpuNetworks.ts';
import { CpuPolicy } from './cpuPolicy.ts';
import { livingMachines } from './livingMachines.ts';

/** A policy of made-up weights; five observations, three actions. */
function policyOf(settings: Readonly<Record<string, string | number>> = {}, seed = 5): PolicyFile {
  const experiment = resolveExperiment({ 'policy.hiddenSize': 30, ...settings });
  const architecture = architectureOf(experiment, 5, 3);
  const range = (size: number) => ({ centre: new Array(size).fill(0.1), scale: new Array(size).fill(0.5) });
  return {
    metadata: {
      scene: 'lift',
      ...{ experiment, architecture, step: 0 },
      observationNormalizer: range(5),
      actionNormalizer: range(3),
    },
    parameters: initialiseParameters(architecture, new Random(seed)),
  };
}

test.each([
  ['as it is', {}],
  [
    'of three blocks, odd sizes',
    { 'policy.residualBlocks': 3, 'policy.timeEmbeddingSize': 6, 'policy.conditionSize': 3 },
  ],
  ['with its embedding normalised', { 'policy.conditionNormalization': 'layer', 'policy.conditionScale': 0.7 }],
  ['from scratch', { stage: 'scratch' }],
])('a network %s draws what plain arithmetic in doubles draws', (_, settings) => {
  const file = policyOf(settings);
  const [compiled, plain] = [new CpuPolicy(file), new DeployedPolicy(file)];
  const random = new Random(6);
  for (const steps of [1, 2, 5, 32]) {
    const [observation, noise] = [random.normals(5), random.normals(chunkLength(file.metadata.architecture))];
    const expected = plain.sample(observation, noise, steps);
    compiled.sample(observation, noise, steps).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 5);
    });
  }
});

test('a row is drawn alike, bit for bit, alone and in a batch of any size', () => {
  const file = policyOf();
  const policy = new CpuPolicy(file);
  const [random, size] = [new Random(7), chunkLength(file.metadata.architecture)];
  const [observations, noise] = [random.normals(9 * 5), random.normals(9 * size)];
  const together = policy.sample(observations, noise, 4);
  for (let row = 0; row < 9; row++) {
    const [o, z] = [observations.slice(row * 5, (row + 1) * 5), noise.slice(row * size, (row + 1) * size)];
    expect(policy.sample(o, z, 4), `row ${row}`).toEqual(together.slice(row * size, (row + 1) * size));
  }
});

test('a value that is not finite is an error, not an action, and a broken number of steps is refused', () => {
  const file = policyOf();
  const policy = new CpuPolicy(file);
  const noise = new Float32Array(chunkLength(file.metadata.architecture));
  expect(() => policy.sample(new Float32Array(5), noise, 1.5)).toThrow(/steps: expected/);
  expect(() => policy.sample(new Float32Array(5).fill(Number.NaN), noise, 1)).toThrow(/not finite/);
});

test('policies that share their networks draw each its own chunks, in turns', () => {
  const files = [1, 2].map((seed) => policyOf({}, seed));
  const networks = new CpuNetworks();
  const shared = files.map((file) => new CpuPolicy(file, networks));
  const random = new Random(8);
  const [observation, noise] = [random.normals(5), random.normals(chunkLength(files[0].metadata.architecture))];
  const alone = files.map((file) => new CpuPolicy(file).sample(observation, noise, 2));
  expect(alone[0]).not.toEqual(alone[1]);
  for (const i of [0, 1, 0, 0, 1]) expect(shared[i].sample(observation, noise, 2)).toEqual(alone[i]);
  networks.dispose();
  expect(shared[0].sample(observation, noise, 2)).toEqual(alone[0]);
});

test('more policies come and go than a process has memories for', () => {
  const file = policyOf();
  const noise = new Float32Array(chunkLength(file.metadata.architecture));
  const before = livingMachines().machines;
  const networks = new CpuNetworks();
  const expected = new CpuPolicy(file, networks).sample(new Float32Array(5), noise, 1);
  for (let i = 0; i < 500; i++) {
    const passing = new CpuPolicy(file);
    expect(passing.sample(new Float32Array(5), noise, 1)).toEqual(expected);
    passing.dispose();
    expect(new CpuPolicy(file, networks).sample(new Float32Array(5), noise, 1)).toEqual(expected);
  }
  networks.dispose();
  expect(livingMachines().machines).toBe(before);
});
