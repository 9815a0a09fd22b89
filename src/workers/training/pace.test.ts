import { beforeEach, expect, test, vi } from 'vitest';
import { Pace } from './pace.ts';

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

async function countSteps(pace: Pace, milliseconds: number): Promise<number> {
  let [steps, isOver] = [0, false];
  const loop = (async () => {
    while (!isOver) {
      steps++;
      await pace.rest();
      // Without a limit the loop would never let the test's clock move.
      if (!pace.isSlow) await new Promise((resolve) => setTimeout(resolve, 1));
    }
  })();
  await vi.advanceTimersByTimeAsync(milliseconds);
  const counted = steps;
  isOver = true;
  pace.limit(null);
  await vi.advanceTimersByTimeAsync(10);
  await loop;
  return counted;
}

test('three steps a second are three steps a second, and no limit is none', async () => {
  const pace = new Pace(() => Date.now());
  pace.limit(3);
  expect(await countSteps(pace, 10_000)).toBeGreaterThanOrEqual(30);
  pace.limit(3);
  expect(await countSteps(pace, 10_000)).toBeLessThanOrEqual(32);
  pace.limit(null);
  expect(await countSteps(pace, 100)).toBeGreaterThan(90);
});

test('a rest ends as soon as it is interrupted', async () => {
  const pace = new Pace(() => Date.now());
  pace.limit(0.1);
  await pace.rest();
  const rested = vi.fn();
  void pace.rest().then(rested);
  await vi.advanceTimersByTimeAsync(100);
  expect(rested).not.toHaveBeenCalled();
  pace.interrupt();
  await vi.advanceTimersByTimeAsync(0);
  expect(rested).toHaveBeenCalled();
});
