import { beforeEach, expect, test } from 'vitest';
import { listenForGestures } from './gestures.ts';
import type { Gesture } from './protocol.ts';

/** A canvas of 400 CSS pixels in height, as far as gestures see it. */
class FakeCanvas extends EventTarget {
  readonly clientHeight = 400;
  setPointerCapture(): void {}

  send(type: string, properties: Readonly<Record<string, unknown>>): Event {
    const event = Object.assign(new Event(type, { cancelable: true }), { buttons: 1, shiftKey: false, ...properties });
    this.dispatchEvent(event);
    return event;
  }
}

let canvas: FakeCanvas;
let gestures: Gesture[];
let stop: () => void;
beforeEach(() => {
  canvas = new FakeCanvas();
  gestures = [];
  stop = listenForGestures(canvas as unknown as HTMLCanvasElement, (gesture) => gestures.push(gesture));
});

const finger = (type: string, pointerId: number, clientX: number, clientY: number, more = {}) =>
  canvas.send(type, { pointerId, clientX, clientY, ...more });

test('a drag turns by its share of the height, and a pointer that only passes over does nothing', () => {
  finger('pointermove', 1, 0, 0);
  finger('pointerdown', 1, 100, 100);
  finger('pointermove', 1, 140, 80);
  finger('pointerup', 1, 140, 80);
  finger('pointermove', 1, 300, 300);
  expect(gestures).toEqual([{ type: 'orbit', x: 0.1, y: -0.05 }]);
});

test('with the right button or shift a drag moves the view', () => {
  finger('pointerdown', 1, 0, 0, { buttons: 2 });
  finger('pointermove', 1, 40, 0, { buttons: 2 });
  finger('pointermove', 1, 80, 0, { shiftKey: true });
  expect(gestures).toEqual(new Array(2).fill({ type: 'pan', x: 0.1, y: 0 }));
});

test('two fingers that draw apart to twice their distance bring the scene twice as near', () => {
  finger('pointerdown', 1, 100, 100);
  finger('pointerdown', 2, 200, 100);
  finger('pointermove', 1, 50, 100);
  finger('pointermove', 2, 250, 100);
  const zoom = gestures.reduce((product, gesture) => product * (gesture.type === 'zoom' ? gesture.factor : 1), 1);
  expect(zoom).toBeCloseTo(0.5, 9);
  // They moved by as much to either side, so the middle stands.
  const pan = gestures.reduce((sum, gesture) => sum + (gesture.type === 'pan' ? gesture.x : 0), 0);
  expect(pan).toBeCloseTo(0, 9);
});

test('the wheel zooms by an equal factor back and forth, and does not scroll the page', () => {
  const event = canvas.send('wheel', { deltaY: 100, deltaMode: 0 });
  canvas.send('wheel', { deltaY: -100, deltaMode: 0 });
  const [away, back] = gestures.map((gesture) => (gesture.type === 'zoom' ? gesture.factor : Number.NaN));
  expect(away).toBeGreaterThan(1);
  expect(away * back).toBeCloseTo(1, 12);
  expect(event.defaultPrevented).toBe(true);
});

test('arrows turn by key, other keys and the browser’s own shortcuts are left alone', () => {
  expect(canvas.send('keydown', { key: 'ArrowLeft' }).defaultPrevented).toBe(true);
  expect(canvas.send('keydown', { key: 'Tab' }).defaultPrevented).toBe(false);
  expect(canvas.send('keydown', { key: '+', ctrlKey: true }).defaultPrevented).toBe(false);
  expect(gestures).toEqual([{ type: 'orbit', x: 1 / 16, y: 0 }]);
});

test('after it stopped it hears nothing', () => {
  stop();
  finger('pointerdown', 1, 0, 0);
  finger('pointermove', 1, 40, 0);
  expect(gestures).toEqual([]);
});
