import { beforeEach, expect, test, vi } from 'vitest';
import { StepTimes } from './stepTimes.ts';

const scenes = [{ id: 'hopper' }, { id: 'lift' }, { id: 'hopper-d4rl', variant: { of: 'hopper' } }] as never[];

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

test('each scene is timed once, one after the other, and a variant not at all', async () => {
  const asked: string[] = [];
  const told = new Map<string, number>();
  const times = new StepTimes({
    time: async (scene) => ({ stepMilliseconds: asked.push(scene) }),
    onTime: (scene, milliseconds) => told.set(scene, milliseconds),
  });
  void times.measure(scenes);
  void times.measure(scenes);
  await vi.runAllTimersAsync();
  void times.measure(scenes);
  await vi.runAllTimersAsync();
  expect(asked).toEqual(['hopper', 'lift']);
  expect([...told]).toEqual([
    ['hopper', 1],
    ['lift', 2],
  ]);
});

test('a worker that dies while it is timing leaves the scene to the next question', async () => {
  let isAlive = false;
  const told: string[] = [];
  const times = new StepTimes({
    time: async () => {
      if (!isAlive) throw new Error('the worker died');
      return { stepMilliseconds: 1 };
    },
    onTime: (scene) => told.push(scene),
  });
  await times.measure(scenes);
  expect(told).toEqual([]);
  isAlive = true;
  void times.measure(scenes);
  await vi.runAllTimersAsync();
  expect(told).toEqual(['hopper', 'lift']);
});
