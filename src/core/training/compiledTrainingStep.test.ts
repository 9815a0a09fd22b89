import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { wasmMachines } from '../compiled/wasm/wasmTrainingMachine.ts';
import { activateBackend } from '../policy/tensorBackend.ts';
import { curveDifference, finiteDifferenceError, parityCases, stepsSideBySide } from './compiledStepTests.ts';

beforeAll(async () => {
  await activateBackend('cpu');
});

describe('on the wasm machine', () => {
  test.each(parityCases)('a step with %s leaves every vector within 1e-5 of tensor operations', async (_, settings) => {
    const { differences, losses } = await stepsSideBySide(wasmMachines, settings);
    for (const [name, difference] of Object.entries(differences)) expect(difference, name).toBeLessThan(1e-5);
    expect(losses).toBeLessThan(1e-5);
    expect(tf.memory().numTensors).toBe(0);
  });

  test('500 steps on Lift log the losses of tensor operations within 1 %', async () => {
    await activateBackend('wasm');
    const demonstrations = new Uint8Array(readFileSync('public/demonstrations/lift-expert.demo'));
    expect(await curveDifference(wasmMachines, demonstrations, {})).toBeLessThan(0.01);
    await activateBackend('cpu');
  });

  test.each(['none', 'infonce_l2', 'infonce_cosine', 'hinge', 'covariance', 'infonce_l2_release'])(
    'with %s the gradient of a step agrees with finite differences of its loss',
    async (kind) => {
      expect(await finiteDifferenceError(wasmMachines, kind)).toBeLessThan(5e-3);
    },
  );
});
