import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Pulse } from './pulse.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a drawing worker that answers late is left alone; one that is silent for ten seconds is dead, once', () => {
  const [ask, onSilence] = [vi.fn(), vi.fn()];
  const pulse = new Pulse(ask, onSilence);
  pulse.hear();
  vi.advanceTimersByTime(9000);
  pulse.hear();
  vi.advanceTimersByTime(9000);
  expect(onSilence).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60_000);
  expect(onSilence).toHaveBeenCalledTimes(1);
  expect(ask).toHaveBeenCalledTimes(19);
});

test('while its code is still being fetched it has a minute, and a stopped pulse asks no more', () => {
  const [ask, onSilence] = [vi.fn(), vi.fn()];
  const pulse = new Pulse(ask, onSilence);
  vi.advanceTimersByTime(59_000);
  expect(onSilence).not.toHaveBeenCalled();
  pulse.stop();
  vi.advanceTimersByTime(60_000);
  expect(onSilence).not.toHaveBeenCalled();
  expect(ask).toHaveBeenCalledTimes(59);
});
