import { beforeEach, expect, test, vi } from 'vitest';
import { watchPageLife } from './pageLife.ts';

class StandInPage extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';
  say(event: string) {
    this.dispatchEvent(new Event(event));
  }
}

let time: number;
beforeEach(() => {
  vi.useFakeTimers();
  time = 0;
  return () => vi.useRealTimers();
});

function watch() {
  const page = new StandInPage();
  const [hidden, frozen] = [vi.fn(), vi.fn()];
  const life = watchPageLife(page, () => time);
  life.onHidden(hidden);
  life.onFrozen(frozen);
  const tick = (seconds: number) => {
    time += 1000 * seconds;
    vi.advanceTimersByTime(5000);
  };
  return { page, hidden, frozen, tick };
}

test('a page that the browser froze learns for how long, once', () => {
  const { page, frozen, tick } = watch();
  page.say('freeze');
  time += 180_000;
  page.say('resume');
  tick(5);
  expect(frozen.mock.calls).toEqual([[180]]);
});

test('a computer that slept is noticed by the clock, and the rare timers of a hidden page are not', () => {
  const { frozen, tick } = watch();
  tick(60);
  tick(61);
  expect(frozen).not.toHaveBeenCalled();
  tick(7200);
  expect(frozen.mock.calls).toEqual([[7200]]);
});

test('hiding is told, showing is not', () => {
  const { page, hidden } = watch();
  page.visibilityState = 'hidden';
  page.say('visibilitychange');
  page.visibilityState = 'visible';
  page.say('visibilitychange');
  expect(hidden).toHaveBeenCalledTimes(1);
});
