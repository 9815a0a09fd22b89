import { expect, test } from '@playwright/test';
import { findGrowth } from '../scripts/soak/verdict.ts';
import { soak } from './soaking.ts';

test('half a minute of training leaves heaps, tensors and WebAssembly memories as they were', {
  tag: '@alone',
}, async ({ page }) => {
  const readings = await soak(page, {
    seconds: 30,
    intervalSeconds: 3,
    backend: 'wasm',
    settings: {
      'policy.hiddenSize': 32,
      'training.batchSize': 32,
      'training.logInterval': 10,
      'representation.interval': 50,
      'evaluation.interval': 100,
      'evaluation.episodes': 2,
      'evaluation.stepLimit': 40,
    },
    print: () => undefined,
  });
  const last = readings[readings.length - 1];
  // A run holds two machines with all that it trains in them: one takes steps, one draws for the probe.
  expect(last['training: tensors']).toBeGreaterThanOrEqual(2);
  expect(last['training: tensor bytes']).toBeGreaterThan(2 ** 18);
  // Each worker was looked into: none is flat because nobody looked.
  for (const name of ['page', 'training', 'live robot', 'rollouts 1', 'projection']) {
    expect(last[`${name}: JS heap`], name).toBeGreaterThan(2 ** 18);
  }
  expect(last['training: WASM']).toBeGreaterThan(2 ** 20);
  expect(last['live robot: MuJoCo WASM']).toBeGreaterThan(2 ** 24);
  console.log(
    Object.entries(last)
      .map(([name, value]) => `${name} ${value}`)
      .join(', '),
  );
  expect(findGrowth(readings)).toEqual([]);
});
