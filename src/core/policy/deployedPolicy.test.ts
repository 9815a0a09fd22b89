import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chunkNoise } from './chunkNoise.ts';
import { DeployedPolicy } from './deployedPolicy.ts';

const open = () => DeployedPolicy.decode(new Uint8Array(readFileSync('public/policies/hopper.policy')), 'hopper');
const observation = chunkNoise(1, 0, 11);

test('a chunk depends on nothing that was sampled before it', () => {
  const [fresh, used] = [open(), open()];
  // 1/7 and its kin are times that 32 steps never meet; many of them make the policy forget what it embedded.
  for (let steps = 1; steps <= 60; steps++) used.sample(observation, chunkNoise(2, steps, 12), steps);
  for (const steps of [1, 7, 32]) {
    const noise = chunkNoise(3, steps, 12);
    expect(used.sample(observation, noise, steps)).toEqual(fresh.sample(observation, noise, steps));
  }
});
