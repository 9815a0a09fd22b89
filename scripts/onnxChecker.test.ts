import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleOf, untrainedPolicy } from '../src/core/export/exportFixture.ts';
import { decodePolicy } from '../src/core/policy/policyFile.ts';
import { activateBackend } from '../src/core/policy/tensorBackend.ts';
import { checkWithOnnx } from './onnxChecker.ts';

const folder = mkdtempSync(join(tmpdir(), 'onnx-'));
beforeAll(() => activateBackend('wasm'));
afterAll(() => rmSync(folder, { recursive: true }));

const shipped = (name: string) => decodePolicy(new Uint8Array(readFileSync(`public/policies/${name}.policy`)), name);

test.each([
  ['Lift, K = 1', () => shipped('lift'), 1],
  ['Hopper, K = 32', () => shipped('hopper'), 32],
  ['a policy from scratch', () => untrainedPolicy('hopper', { stage: 'scratch' }), 1],
  ['a normalised embedding', () => untrainedPolicy('dials', { 'policy.conditionNormalization': 'layer' }), 2],
] as const)('ONNX’s own checker passes what is exported, with strict shape inference: %s', async (_, open, steps) => {
  const policy = open();
  const { actionHorizon, actionSize } = policy.metadata.architecture;
  const path = join(folder, 'policy.onnx');
  writeFileSync(path, (await bundleOf(policy, steps))['policy.onnx']);
  expect(checkWithOnnx(path)).toContain(`['batch', ${actionHorizon}, ${actionSize}]`);
});

test('it refuses a file that is none', () => {
  const path = join(folder, 'broken.onnx');
  writeFileSync(path, 'no graph at all');
  expect(() => checkWithOnnx(path)).toThrow('refuses');
});
