/**
 * @file How a plot is handled: the mouse points, drags to scroll and turns its wheel to zoom; one finger points, two
 * zoom and scroll; keys do all of it.
 */
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import type { StepSeries } from '../../lab/stepSeries.ts';
import { pressChartKey } from './chartKeys.ts';
import type { PlotScales } from './plotScales.ts';
import { type StepViewStore, useStepViewStore } from './stepCursor.ts';
import { type StepWindow, scrollWindow, zoomWindow } from './stepWindow.ts';

export interface Plotted {
  readonly scales: PlotScales;
  readonly whole: StepWindow;
  /** Where the cursor may stand: the steps at which something was measured */
  readonly steps: StepSeries;
}

/** @returns a ref for the plot's element, and what to do on a key */
export function usePlotGestures<E extends HTMLElement>(plotted: Plotted) {
  const ref = useRef<E>(null);
  const view = useStepViewStore();
  const latest = useRef(plotted);
  latest.current = plotted;
  useEffect(() => listen(ref as RefObject<E>, view, latest), [view]);
  return { ref, onKeyDown: (event: KeyboardEvent) => pressKey(event, view, latest.current) };
}

function pointAt(view: StepViewStore, { steps }: Plotted, step: number): void {
  const nearest = steps.nearest(step);
  if (nearest >= 0) view.setState({ cursor: steps.step(nearest) });
}

/** Pointers and the wheel. React listens to the wheel passively, which cannot keep the page from scrolling. */
function listen<E extends HTMLElement>(ref: RefObject<E>, view: StepViewStore, latest: RefObject<Plotted>): () => void {
  const element = ref.current;
  const fingers = new Map<number, number>();
  const leftOf = (event: MouseEvent) => event.clientX - element.getBoundingClientRect().left;
  const spread = () => {
    const [a, b] = [...fingers.values()];
    return { centre: (a + b) / 2, distance: Math.max(20, Math.abs(a - b)) };
  };

  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    fingers.set(event.pointerId, leftOf(event));
    element.setPointerCapture(event.pointerId);
    if (event.pointerType !== 'mouse') pointAt(view, latest.current, latest.current.scales.step(leftOf(event)));
  };
  const move = (event: PointerEvent) => {
    const { scales, whole } = latest.current;
    const { window } = view.getState();
    const x = leftOf(event);
    const before = fingers.get(event.pointerId);
    if (before !== undefined && fingers.size === 2) {
      const old = spread();
      fingers.set(event.pointerId, x);
      const now = spread();
      const zoomed = zoomWindow(window, whole, scales.step(old.centre), old.distance / now.distance);
      const perPixel = (scales.window[1] - scales.window[0]) / scales.area.width;
      view.setState({ window: scrollWindow(zoomed, whole, (old.centre - now.centre) * perPixel) });
    } else if (before !== undefined && event.pointerType === 'mouse') {
      fingers.set(event.pointerId, x);
      view.setState({ window: scrollWindow(window, whole, scales.step(before) - scales.step(x)) });
    } else {
      if (before !== undefined) fingers.set(event.pointerId, x);
      pointAt(view, latest.current, scales.step(x));
    }
  };
  const up = (event: PointerEvent) => fingers.delete(event.pointerId);
  const leave = (event: PointerEvent) => event.pointerType === 'mouse' && view.setState({ cursor: null });
  const blur = () => view.setState({ cursor: null });
  const wheel = (event: WheelEvent) => {
    const { scales, whole } = latest.current;
    const { window } = view.getState();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    const turned = (isSideways ? event.deltaX || event.deltaY : event.deltaY) * pixels;
    const perPixel = (scales.window[1] - scales.window[0]) / scales.area.width;
    const next = isSideways
      ? scrollWindow(window, whole, turned * perPixel)
      : zoomWindow(window, whole, scales.step(leftOf(event)), Math.exp(turned * (event.ctrlKey ? 0.01 : 0.002)));
    // With everything shown there is nothing to zoom out of: the page may scroll.
    if (next === null && window === null) return;
    event.preventDefault();
    view.setState({ window: next });
  };
  const all = () => view.setState({ window: null });

  const listeners = { pointerdown: down, pointermove: move, pointerup: up, pointercancel: up, pointerleave: leave };
  for (const [name, listener] of Object.entries(listeners)) element.addEventListener(name, listener as EventListener);
  element.addEventListener('blur', blur);
  element.addEventListener('wheel', wheel, { passive: false });
  element.addEventListener('dblclick', all);
  return () => {
    for (const [name, listener] of Object.entries(listeners)) {
      element.removeEventListener(name, listener as EventListener);
    }
    element.removeEventListener('blur', blur);
    element.removeEventListener('wheel', wheel);
    element.removeEventListener('dblclick', all);
  };
}

function pressKey(event: KeyboardEvent, view: StepViewStore, { whole, steps }: Plotted): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (!pressChartKey({ view, whole, steps }, event.key, event.shiftKey)) return;
  event.preventDefault();
  // Digits and arrows mean other things to the page, Escape to a dialog.
  event.stopPropagation();
}
