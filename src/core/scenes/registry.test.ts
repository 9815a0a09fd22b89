import { expect, test } from 'vitest';
import { loadMujoco } from '../physics/mujoco.ts';
import { findScene, scenes } from './registry.ts';
import { observationSize } from './scene.ts';

test('an action that no simulation can bear ends the episode as a failure, and the next one goes on', async () => {
  const mujoco = await loadMujoco();
  const scene = findScene('ant');
  const environment = scene.create(mujoco);
  environment.reset(0);
  // What a cost of 0.5·‖a‖² makes of this is no number any more.
  const failed = environment.step(new Array(scene.actionSize).fill(1e300));
  expect(failed.failure).toMatch(/control step 1/);
  expect(environment.reset(1).every(Number.isFinite)).toBe(true);
  expect(environment.step(new Array(scene.actionSize).fill(0)).failure).toBeUndefined();
  environment.dispose();
});

test.each(scenes.map((scene) => [scene.id, scene] as const))('the parts of %s add up', async (_, scene) => {
  const environment = scene.create(await loadMujoco());
  expect(observationSize(scene)).toBe(environment.observationSize);
  expect(scene.action.reduce((sum, { size }) => sum + size, 0)).toBe(scene.actionSize);
  expect(environment.actionSize).toBe(scene.actionSize);
  for (const part of scene.observation) {
    if ('parts' in part) expect(part.parts.reduce((sum, { size }) => sum + size, 0)).toBe(part.size);
  }
  for (const { size, scale } of scene.action) if (typeof scale !== 'number') expect(scale.length).toBe(size);
  environment.dispose();
});
