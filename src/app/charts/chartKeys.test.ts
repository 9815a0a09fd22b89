import { expect, test } from 'vitest';
import { StepSeries } from '../../lab/stepSeries.ts';
import { type FocusedChart, pressChartKey } from './chartKeys.ts';
import { createStepView } from './stepCursor.ts';

/** A chart with a measurement each 10 steps, from 0 to 1000. */
function focus(): FocusedChart {
  const steps = Array.from({ length: 101 }, (_, i) => 10 * i);
  return { view: createStepView(), whole: [0, 1000], steps: StepSeries.from(steps, steps) };
}

function press(chart: FocusedChart, ...keys: string[]) {
  for (const key of keys) pressChartKey(chart, key.replace('Shift+', ''), key.startsWith('Shift+'));
  return chart.view.getState();
}

test('the arrow keys walk from measurement to measurement and stop at the last', () => {
  expect(press(focus(), 'ArrowRight').cursor).toBe(0);
  expect(press(focus(), 'ArrowRight', 'ArrowRight').cursor).toBe(10);
  expect(press(focus(), 'ArrowLeft', 'ArrowRight').cursor).toBe(1000);
  expect(press(focus(), 'End', 'PageDown').cursor).toBe(900);
});

test('a cursor that walks out of a zoomed window takes the window along', () => {
  const { cursor, window } = press(focus(), 'End', '+', '+', 'Home', 'ArrowLeft');
  expect(cursor).toBe(630);
  expect(window).toEqual([630, 990]);
});

test('keys zoom about the cursor, scroll by a quarter, and show all again', () => {
  const chart = focus();
  expect(press(chart, 'Home', '+').window).toEqual([0, 600]);
  expect(press(chart, 'Shift+ArrowRight').window).toEqual([150, 750]);
  expect(press(chart, '0').window).toBeNull();
});

test('Escape lets the cursor go, and without one is left to the page', () => {
  const chart = focus();
  press(chart, 'Home');
  expect(pressChartKey(chart, 'Escape', false)).toBe(true);
  expect(chart.view.getState().cursor).toBeNull();
  expect(pressChartKey(chart, 'Escape', false)).toBe(false);
  expect(pressChartKey(chart, 'q', false)).toBe(false);
});

test('a chart without a measurement takes keys and stays as it is', () => {
  const empty = { ...focus(), steps: new StepSeries() };
  expect(press(empty, 'ArrowRight', 'End', 'PageUp')).toEqual({ cursor: null, window: null });
});
