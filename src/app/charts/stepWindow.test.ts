import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type StepWindow, scrollWindow, showStep, zoomWindow } from './stepWindow.ts';

const whole: StepWindow = [0, 1000];

test('zooming keeps the step under the pointer where it is', () => {
  const [from, to] = zoomWindow([200, 600], whole, 300, 0.5)!;
  expect([from, to]).toEqual([250, 450]);
  expect((300 - from) / (to - from)).toBe((300 - 200) / 400);
});

test('zooming out to the whole follows the run again', () => {
  expect(zoomWindow([200, 600], whole, 300, 3)).toBeNull();
  expect(zoomWindow(null, whole, 300, 2)).toBeNull();
});

test('whatever is zoomed, scrolled or sought stays inside the whole and keeps its length', () => {
  const step = fc.double({ min: -500, max: 1500, noNaN: true });
  fc.assert(
    fc.property(step, step, fc.double({ min: 1e-4, max: 0.99, noNaN: true }), (centre, shift, factor) => {
      const zoomed = zoomWindow(null, whole, Math.min(Math.max(centre, 0), 1000), factor)!;
      for (const window of [zoomed, scrollWindow(zoomed, whole, shift)!, showStep(zoomed, whole, centre)!]) {
        expect(window[0]).toBeGreaterThanOrEqual(0);
        expect(window[1]).toBeLessThanOrEqual(1000 + 1e-9);
        expect(window[1] - window[0]).toBeCloseTo(zoomed[1] - zoomed[0], 6);
      }
    }),
    { seed: 1 },
  );
});

test('a step that is out of sight is brought to the nearer edge', () => {
  expect(showStep([200, 300], whole, 350)).toEqual([250, 350]);
  expect(showStep([200, 300], whole, 150)).toEqual([150, 250]);
  expect(showStep([200, 300], whole, 220)).toEqual([200, 300]);
});
