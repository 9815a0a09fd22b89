import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Pacer } from './pacer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a thousand marks a second become at most five flushes a second of each kind, never two in one task', () => {
  const times: Record<'a' | 'b', number[]> = { a: [], b: [] };
  const pacer = new Pacer({ a: () => times.a.push(Date.now()), b: () => times.b.push(Date.now()) }, 200);
  for (let i = 0; i < 1000; i++) {
    pacer.mark('a');
    pacer.mark('b');
    vi.advanceTimersByTime(1);
  }
  for (const kind of [times.a, times.b]) {
    expect(kind.length).toBeGreaterThanOrEqual(4);
    expect(kind.length).toBeLessThanOrEqual(5);
  }
  expect(times.a.some((time) => times.b.includes(time))).toBe(false);
});

test('the last mark is flushed, and then the pacer rests', () => {
  const flush = vi.fn();
  const pacer = new Pacer({ a: flush, b: () => undefined }, 200);
  pacer.mark('a');
  vi.advanceTimersByTime(1000);
  expect(flush).toHaveBeenCalledTimes(1);
  expect(vi.getTimerCount()).toBe(0);
});
