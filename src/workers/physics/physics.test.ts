import { afterAll, beforeAll, expect, test } from 'vitest';
import { InProcessVectorEnvironment } from '../../core/physics/inProcessVectorEnvironment.ts';
import { loadMujoco } from '../../core/physics/mujoco.ts';
import { hopper } from '../../core/scenes/gym/hopper.ts';
import { scenes } from '../../core/scenes/registry.ts';
import { PhysicsClient } from './client.ts';
import { spawnPhysicsThreads } from './nodeThreads.ts';
import { WorkerVectorEnvironment } from './workerVectorEnvironment.ts';

let threads: PhysicsClient[] = [];
beforeAll(() => {
  threads = spawnPhysicsThreads(2);
});
afterAll(() => {
  for (const thread of threads) thread.dispose();
});

test('a worker thread tells every scene as plain data, and describes one', async () => {
  const facts = await threads[0].call('scenes');
  expect(facts.map((scene) => scene.id)).toEqual(scenes.map((scene) => scene.id));
  const { bodies } = await threads[0].call('describe', { scene: 'hopper' });
  expect(bodies).toEqual(['world', 'torso', 'thigh', 'leg', 'foot']);
});

test('over two worker threads the same seeds and actions give the episodes of one process, bit for bit', async () => {
  const slots = 5;
  const mujoco = await loadMujoco();
  const local = new InProcessVectorEnvironment(() => hopper.create(mujoco), { slots, stopAtSuccess: false });
  const spread = await WorkerVectorEnvironment.create(threads, { scene: 'hopper', slots });
  expect(spread.lanes.map((lane) => lane.length)).toEqual([2, 3]);
  // Not in ascending order, and across both lanes, so that rows must find their way back.
  const order = [4, 0, 3, 1, 2];
  const seeds = order.map((slot) => 100 + slot);
  expect(await spread.reset(order, seeds)).toEqual(await local.reset(order, seeds));
  for (let chunk = 0; chunk < 4; chunk++) {
    const subset = chunk % 2 === 0 ? order : order.slice(1, 3);
    const actions = Float32Array.from({ length: subset.length * 4 * 3 }, (_, i) => Math.sin(i + chunk));
    const expected = await local.step(subset, actions);
    expect(await spread.step(subset, actions)).toEqual(expected);
    expect(expected.lengths.every((length) => length === 4)).toBe(true);
  }
  spread.dispose();
  local.dispose();
});

test('a connected port has environments of its own, and the errors of physics cross it', async () => {
  const connected = PhysicsClient.overPort(await threads[0].connect());
  const spread = await WorkerVectorEnvironment.create([connected], { scene: 'hopper', slots: 1 });
  await expect(spread.step([0], new Float32Array(3))).rejects.toThrow('its episode is over or not begun');
  await expect(threads[0].call('reset', { handle: 1e6, slots: [0], seeds: [0] })).rejects.toThrow('handle 1000000');
  await expect(connected.call('describe', { scene: 'moon' })).rejects.toThrow(/expected one of .*hopper/);
  connected.dispose();
});
