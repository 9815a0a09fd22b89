import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeContainer, encodeContainer, FileFormatError } from '../data/container.ts';
import { resolveExperiment } from '../experiment/experiment.ts';
import { Random } from '../random/random.ts';
import { architectureOf, initialiseParameters } from './architecture.ts';
import { decodePolicy, encodePolicy } from './policyFile.ts';

const experiment = resolveExperiment({ 'policy.hiddenSize': 8, 'policy.conditionHiddenSize': 4 });
const architecture = architectureOf(experiment, 3, 2);
const range = (size: number) => ({ centre: new Array(size).fill(0), scale: new Array(size).fill(1) });
const policy = {
  metadata: {
    scene: 'lift',
    experiment,
    step: 9,
    architecture,
    observationNormalizer: range(3),
    actionNormalizer: range(2),
  },
  parameters: initialiseParameters(architecture, new Random(1)),
};

test('a policy file comes back as it was written', () => {
  expect(decodePolicy(encodePolicy(policy), 'p')).toEqual(policy);
});

test('a file from before a setting existed opens with that setting’s default', () => {
  const { seed: _, ...older } = experiment;
  const { kind, version, arrays } = decodeContainer(encodePolicy(policy), 'p', 'policy');
  const bytes = encodeContainer({ kind, version, arrays, metadata: { ...policy.metadata, experiment: older } });
  expect(decodePolicy(bytes, 'p').metadata.experiment.seed).toBe(0);
});

/** The policy's file with its architecture changed. */
function withArchitecture(change: (architecture: Record<string, unknown>) => void): Uint8Array {
  const metadata = structuredClone(policy.metadata);
  change(metadata.architecture as unknown as Record<string, unknown>);
  return encodeContainer({ kind: 'policy', version: 1, metadata, arrays: { parameters: policy.parameters } });
}

test('a file from before embeddings could be normalised or scaled opens with neither', () => {
  const bytes = withArchitecture((older) => {
    delete older.conditionNormalization;
    delete older.conditionScale;
  });
  expect(decodePolicy(bytes, 'p')).toEqual(policy);
});

test('an embedding normalised or scaled in a way that the lab does not know is refused', () => {
  for (const [key, value] of [
    ['conditionNormalization', 'batch'],
    ['conditionNormalization', null],
    ['conditionScale', 0],
    ['conditionScale', '2'],
  ] as const) {
    const bytes = withArchitecture((strange) => {
      strange[key] = value;
    });
    expect(() => decodePolicy(bytes, 'p'), `${key} ${value}`).toThrow('p: the shape of its network is broken');
  }
});

test.each(readdirSync('public/policies'))('%s, shipped before those fields existed, opens with neither', (name) => {
  const { architecture: shipped } = decodePolicy(readFileSync(`public/policies/${name}`), name).metadata;
  expect(shipped).toMatchObject({ conditionNormalization: 'none', conditionScale: 1 });
});

test('any one field of the description replaced by nonsense gives a typed error or a valid policy, nothing else', () => {
  const paths = Object.entries(policy.metadata).flatMap(([key, value]) =>
    typeof value === 'object' ? [[key], ...Object.keys(value).map((inner) => [key, inner])] : [[key]],
  );
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.jsonValue(), ([key, inner], nonsense) => {
      const metadata: Record<string, unknown> = structuredClone(policy.metadata);
      if (inner === undefined) metadata[key] = nonsense;
      else (metadata[key] as Record<string, unknown>)[inner] = nonsense;
      const bytes = encodeContainer({
        kind: 'policy',
        version: 1,
        metadata,
        arrays: { parameters: policy.parameters },
      });
      try {
        decodePolicy(bytes, 'p');
      } catch (error) {
        expect(error).toBeInstanceOf(FileFormatError);
      }
    }),
    { seed: 1, numRuns: 500 },
  );
});

test('weights that are not finite are refused', () => {
  const parameters = policy.parameters.slice();
  parameters[3] = Number.NaN;
  expect(() => decodePolicy(encodePolicy({ ...policy, parameters }), 'p')).toThrow(/not finite/);
});
