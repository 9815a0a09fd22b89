import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { decodePolicy } from '../policy/policyFile.ts';
import { activateBackend } from '../policy/tensorBackend.ts';
import { bundleContent, readBundle, readZippedBundle, zipBundle } from './bundle.ts';
import { bundleOf, untrainedPolicy } from './exportFixture.ts';
import { openWithOnnxRuntimeWeb } from './onnxRuntimeWeb.ts';
import { policyOfBundle } from './policyOfBundle.ts';
import { checkVectors } from './vectorCheck.ts';

beforeAll(() => activateBackend('wasm'));

const shippedPolicy = (name: string) =>
  decodePolicy(new Uint8Array(readFileSync(`public/policies/${name}.policy`)), name);

const cases = [
  ['Lift, K = 1', () => shippedPolicy('lift'), 1],
  ['Lift, K = 32', () => shippedPolicy('lift'), 32],
  ['Hopper, K = 1', () => shippedPolicy('hopper'), 1],
  ['Hopper, K = 32', () => shippedPolicy('hopper'), 32],
  ['a policy from scratch, without noise', () => untrainedPolicy('hopper', { stage: 'scratch' }), 1],
  [
    'a normalised and scaled embedding',
    () => untrainedPolicy('lift', { 'policy.conditionNormalization': 'layer', 'policy.conditionScale': 3 }),
    2,
  ],
  ['two residual blocks', () => untrainedPolicy('dials', { 'policy.residualBlocks': 2, 'policy.hiddenSize': 48 }), 3],
] as const;

test.each(cases)('onnxruntime answers as the trainer does: %s', async (_, open, steps) => {
  const policy = open();
  const content = await bundleOf(policy, steps);
  const bundle = readBundle(bundleContent(content));
  const runtime = await openWithOnnxRuntimeWeb(bundle.onnx);
  const check = await checkVectors(runtime, bundle);
  await runtime.dispose();
  expect(check.count).toBeGreaterThanOrEqual(64);
  expect(check.maxAbsError).toBeLessThan(1e-5);
});

test('one row is answered as in a batch of all, and no answer leaves the limits', async () => {
  const bundle = readBundle(bundleContent(await bundleOf(shippedPolicy('lift'), 1)));
  const { count, observation, noise } = bundle.vectors;
  const runtime = await openWithOnnxRuntimeWeb(bundle.onnx);
  const together = await runtime.run(observation, noise, count);
  const [wide, chunk] = [observation.length / count, noise.length / count];
  const alone = await runtime.run(observation.slice(3 * wide, 4 * wide), noise.slice(3 * chunk, 4 * chunk), 1);
  const difference = alone.map((value, i) => Math.abs(value - together[3 * chunk + i]));
  expect(Math.max(...difference)).toBeLessThan(1e-6);

  const far = observation.map((value, i) => value + (i % 2 ? 50 : -50));
  const wild = await runtime.run(
    far,
    noise.map((value) => 100 * value),
    count,
  );
  await runtime.dispose();
  for (const { offset, size, low, high } of bundle.manifest.action.parts) {
    for (let i = 0; i < wild.length; i++) {
      const at = (i % bundle.manifest.action.size) - offset;
      if (at < 0 || at >= size) continue;
      expect(wild[i]).toBeGreaterThanOrEqual(Math.fround(low[at]) - 1e-7);
      expect(wild[i]).toBeLessThanOrEqual(Math.fround(high[at]) + 1e-7);
    }
  }
});

test('the policy comes back out of its bundle bit for bit', async () => {
  const policy = shippedPolicy('lift');
  const back = policyOfBundle(readZippedBundle(zipBundle(await bundleOf(policy, 1))));
  expect(back.parameters).toEqual(policy.parameters);
  expect(back.metadata.architecture).toEqual(policy.metadata.architecture);
  expect(back.metadata.experiment).toEqual(policy.metadata.experiment);
  for (const key of ['observationNormalizer', 'actionNormalizer'] as const) {
    for (const part of ['centre', 'scale'] as const) {
      back.metadata[key][part].forEach((value, i) => {
        expect(Math.abs(value - policy.metadata[key][part][i])).toBeLessThan(1e-9 * (1 + Math.abs(value)));
      });
    }
  }
});

test('the same policy makes the same bytes', async () => {
  const make = async () => zipBundle(await bundleOf(untrainedPolicy('dials'), 1));
  expect(await make()).toEqual(await make());
});

test('what Lift’s numbers mean on the robot is said: units, frames, quaternion order, limits', async () => {
  const { manifest } = readBundle(bundleContent(await bundleOf(shippedPolicy('lift'), 1)));
  expect(manifest.observation.parts[1]).toEqual({
    key: 'robot0_eef_quat',
    size: 4,
    unit: '1',
    frame: 'world',
    quaternion: 'xyzw',
    offset: 3,
  });
  const [translation, turn, gripper] = manifest.action.parts;
  expect([translation.unit, turn.unit, gripper.unit]).toEqual(['m', 'rad', '1']);
  for (const low of translation.low) expect(low).toBeGreaterThanOrEqual(-0.05);
  for (const high of turn.high) expect(high).toBeLessThanOrEqual(0.5);
  expect(manifest.action.simulatorUnit).toEqual([0.05, 0.05, 0.05, 0.5, 0.5, 0.5, 1]);
  expect(manifest.control.rateHz).toBe(20);
  expect(manifest.arms).toEqual([{ position: [-0.56, 0, 0.912], quaternion: [1, 0, 0, 0] }]);
  expect(manifest.hardware).toEqual({ status: 'simulation only until checked on the robot' });
});
