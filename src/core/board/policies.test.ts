import '@tensorflow/tfjs-backend-wasm';
import { expect, test } from 'vitest';
import { activateBackend } from '../policy/tensorBackend.ts';
import { latencyMeasurement } from './latency.ts';
import { drawPolicy, openPolicies } from './policies.ts';

const options = {
  ...{ rounds: 1, backends: ['wasm'] as const, rest: async () => undefined, startBackend: activateBackend },
  clock: () => performance.now(),
};

test('whoever draws a chunk draws the same one: actions agree to 1e-4 in 1 and in 32 steps', async () => {
  const policy = drawPolicy('lift', { observationSize: 19, actionSize: 7, settings: { 'policy.hiddenSize': 32 } });
  const observation = Float32Array.from({ length: 19 }, (_, i) => Math.sin(i));
  const noise = Float32Array.from({ length: 28 }, (_, i) => Math.cos(i));
  for (const steps of [1, 32]) {
    const { policies, leftOut } = await openPolicies(policy, steps, options);
    expect(leftOut).toEqual({});
    expect(Object.keys(policies)).toEqual(expect.arrayContaining(['ours', 'deployed', 'onnxruntime', 'tfjs-wasm']));
    const reference = await policies.deployed.policy.sample(observation, noise, steps);
    for (const [name, { policy: other, enter, dispose }] of Object.entries(policies)) {
      await enter();
      const actions = await other.sample(observation, noise, steps);
      const difference = Math.max(...Array.from(actions, (value, i) => Math.abs(value - reference[i])));
      expect(difference, `${name} in ${steps}`).toBeLessThan(1e-4);
      await dispose();
    }
  }
});

test('a line of the latency names the network, and how many parameters it has', async () => {
  const parts = latencyMeasurement.parts(options);
  expect(parts).toHaveLength(10);
  const line = await parts[5].measure();
  expect(line).toMatchObject({ network: 'hopper', parameters: 566_652, steps: 1, rounds: 1, leftOut: {} });
  expect(line.times.ours.median).toBeGreaterThan(0);
  expect(line.actionDifference).toBeLessThan(1e-4);
});
