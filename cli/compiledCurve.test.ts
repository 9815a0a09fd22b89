import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import type { Machines } from '../src/core/compiled/machine.ts';
import { webGpuMachines } from '../src/core/compiled/webgpu/webGpuTrainingMachine.ts';
import { currentDevice } from '../src/core/policy/tensorBackend.ts';
import { curveDifference, finiteDifferenceError, shortRun } from '../src/core/training/compiledStepTests.ts';
import { startBackend } from './tensorBackend.ts';

let machines: Machines;

beforeAll(async () => {
  await startBackend('webgpu');
  machines = webGpuMachines(currentDevice()!, () => performance.now());
  await startBackend('cpu');
});

test('on webgpu 500 steps on Lift log the losses of tensor operations within 1 %', async () => {
  const demonstrations = new Uint8Array(readFileSync('public/demonstrations/lift-expert.demo'));
  expect(await curveDifference(machines, demonstrations, shortRun)).toBeLessThan(0.01);
});

test.each(['none', 'infonce_l2', 'infonce_cosine', 'hinge', 'covariance', 'infonce_l2_release'])(
  'on webgpu, with %s, the gradient of a step agrees with finite differences of its loss',
  async (kind) => {
    expect(await finiteDifferenceError(machines, kind)).toBeLessThan(5e-3);
  },
);
