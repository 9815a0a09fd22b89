/** @file What hands do on the canvas, as gestures: mouse, pen, fingers, wheel and keys. */
import type { Gesture } from './protocol.ts';

/** A key's gesture; keys turn by 1/16 of half a turn, and zoom by a tenth. */
const keyGestures: Readonly<Record<string, Gesture>> = {
  ArrowLeft: { type: 'orbit', x: 1 / 16, y: 0 },
  ArrowRight: { type: 'orbit', x: -1 / 16, y: 0 },
  ArrowUp: { type: 'orbit', x: 0, y: 1 / 16 },
  ArrowDown: { type: 'orbit', x: 0, y: -1 / 16 },
  '+': { type: 'zoom', factor: 1 / 1.1 },
  '=': { type: 'zoom', factor: 1 / 1.1 },
  '-': { type: 'zoom', factor: 1.1 },
  Home: { type: 'reset' },
  '0': { type: 'reset' },
};

interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Drag turns; right button, shift or two fingers move; wheel and pinch zoom; arrows, + and − do the same by key, and Home brings the first view back,
 * where the canvas has the focus.
 * @returns a function that stops listening
 */
export function listenForGestures(canvas: HTMLCanvasElement, onGesture: (gesture: Gesture) => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  /** Where each finger or button went down or was seen last */
  const pointers = new Map<number, Point>();

  const drag = (event: PointerEvent) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const earlier = [...pointers.values()];
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const [x, y] = [event.clientX - before.x, event.clientY - before.y].map((d) => d / canvas.clientHeight);
    const isMove = pointers.size > 1 || event.shiftKey || (event.buttons & 2) !== 0;
    // Each of two fingers moves the middle between them by half its own way.
    if (isMove) onGesture({ type: 'pan', x: x / pointers.size, y: y / pointers.size });
    else onGesture({ type: 'orbit', x, y });
    if (pointers.size === 2) {
      const factor = spread(earlier) / spread([...pointers.values()]);
      if (Number.isFinite(factor) && factor > 0) onGesture({ type: 'zoom', factor });
    }
  };

  const listen = <K extends keyof HTMLElementEventMap>(
    name: K,
    listener: (event: HTMLElementEventMap[K]) => void,
    passive = true,
  ) => canvas.addEventListener(name, listener, { signal, passive });

  listen('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  listen('pointermove', drag);
  listen('pointerup', (event) => pointers.delete(event.pointerId));
  listen('pointercancel', (event) => pointers.delete(event.pointerId));
  listen('contextmenu', (event) => event.preventDefault(), false);
  listen(
    'wheel',
    (event) => {
      event.preventDefault();
      // Lines and pages, as some mice count, are made pixels of a common size.
      const pixels = event.deltaY * [1, 16, 100][event.deltaMode];
      onGesture({ type: 'zoom', factor: Math.exp(0.0015 * Math.max(-240, Math.min(240, pixels))) });
    },
    false,
  );
  listen(
    'keydown',
    (event) => {
      const gesture = keyGestures[event.key];
      if (!gesture || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      onGesture(gesture);
    },
    false,
  );
  return () => stop.abort();
}

function spread([a, b]: readonly Point[]): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
