import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { activateBackend } from '../policy/tensorBackend.ts';
import { growthMeasurement } from './growth.ts';
import type { BoardOptions } from './measurement.ts';
import { makeProblem } from './problem.ts';
import { openSteps, stepNames } from './steps.ts';
import { runStep } from './timedStep.ts';

const problem = makeProblem({ 'training.batchSize': 32, 'policy.hiddenSize': 32 });

beforeAll(async () => {
  await activateBackend('wasm');
});

test('every contestant takes the same three steps: their losses agree to 1e-5', async () => {
  const { steps, leftOut } = await openSteps(problem, { backend: 'wasm', clock: () => 0 });
  expect(leftOut).toEqual({});
  expect(Object.keys(steps)).toEqual(stepNames);
  for (let step = 0; step < 3; step++) {
    const losses: number[] = [];
    for (const contestant of Object.values(steps)) losses.push(await runStep(contestant));
    expect(Math.max(...losses) - Math.min(...losses), `step ${step}: ${losses}`).toBeLessThan(1e-5);
  }
  for (const contestant of Object.values(steps)) contestant.dispose();
});

test('a contestant that cannot take part is left out with its reason', async () => {
  await tf.setBackend('cpu');
  const { steps, leftOut } = await openSteps(problem, { backend: 'cpu', clock: () => 0 }, ['plain', 'jax']);
  expect(Object.keys(steps)).toEqual(['plain']);
  expect(leftOut).toEqual({ jax: 'its cpu device is an interpreter for debugging' });
  steps.plain?.dispose();
});

test('a contestant that becomes too slow is left out of what is larger, and the line says why', async () => {
  // Each look at the clock finds four seconds gone.
  let now = 0;
  const options: BoardOptions = {
    ...{ rounds: 1, backends: ['wasm'], rest: async () => undefined, startBackend: activateBackend },
    clock: () => {
      now += 4000;
      return now;
    },
  };
  const [first, second] = growthMeasurement.parts(options);
  const reason = 'one step took 4 s at batch 32, hidden size 256';
  const leftOut = Object.fromEntries(stepNames.map((name) => [name, reason]));
  expect(await first.measure()).toMatchObject({ axis: 'batch', batchSize: 32, times: {}, leftOut });
  expect(await second.measure()).toMatchObject({ batchSize: 128, parameters: 162_956, times: {}, leftOut });
});

test('a backend that cannot start here says why in its line', async () => {
  const options: BoardOptions = {
    ...{ rounds: 1, backends: ['webgpu'], clock: () => 0, rest: async () => undefined },
    startBackend: async () => {
      throw new Error('no adapter was found');
    },
  };
  const [part] = growthMeasurement.parts(options);
  expect(await part.measure()).toMatchObject({ backend: 'webgpu', skipped: 'no adapter was found' });
});
