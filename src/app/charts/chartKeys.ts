/** @file The keys of a chart: one table, which a focused chart acts on and the help shows. */
import type { StepSeries } from '../../lab/stepSeries.ts';
import type { StepViewStore } from './stepCursor.ts';
import { type StepWindow, scrollWindow, showStep, zoomWindow } from './stepWindow.ts';

/** The chart that has the focus */
export interface FocusedChart {
  readonly view: StepViewStore;
  readonly whole: StepWindow;
  /** Where the cursor may stand */
  readonly steps: StepSeries;
}

interface ChartKey {
  /** As `KeyboardEvent.key` names them; all do the same in one direction or the other */
  readonly keys: Readonly<Record<string, -1 | 1>>;
  readonly isShifted?: boolean;
  readonly printed: string;
  readonly label: string;
  act(chart: FocusedChart, direction: -1 | 1): void;
}

const keyZoom = 0.6;

const arrows = { ArrowLeft: -1, ArrowRight: 1 } as const;

export const chartKeys: readonly ChartKey[] = [
  { keys: arrows, printed: '← →', label: 'Step cursor to the measurement before or after', act: moveCursor },
  {
    keys: { PageDown: -1, PageUp: 1 },
    printed: 'Page down, page up',
    label: 'Step cursor by a tenth of what is shown',
    act: (chart, direction) => {
      const [from, to] = shownIn(chart);
      goTo(chart, chart.steps.nearest(centreOf(chart) + (direction * (to - from)) / 10));
    },
  },
  {
    keys: { Home: -1, End: 1 },
    printed: 'Home, End',
    label: 'Step cursor to the first or the last that is shown',
    act: (chart, direction) => {
      const [from, to] = shownIn(chart);
      goTo(chart, direction < 0 ? chart.steps.firstFrom(from) : chart.steps.nearest(to));
    },
  },
  {
    keys: { Escape: 1 },
    printed: 'Esc',
    label: 'Let the step cursor go',
    act: ({ view }) => view.setState({ cursor: null }),
  },
  {
    keys: { '-': -1, '+': 1, '=': 1 },
    printed: '+ −',
    label: 'Zoom in or out',
    act: (chart, direction) => {
      const window = zoomWindow(
        chart.view.getState().window,
        chart.whole,
        centreOf(chart),
        direction > 0 ? keyZoom : 1 / keyZoom,
      );
      chart.view.setState({ window });
    },
  },
  {
    keys: arrows,
    isShifted: true,
    printed: 'Shift + ← →',
    label: 'Scroll along the training steps',
    act: (chart, direction) => {
      const [from, to] = shownIn(chart);
      const window = scrollWindow(chart.view.getState().window, chart.whole, (direction * (to - from)) / 4);
      chart.view.setState({ window });
    },
  },
  { keys: { '0': 1 }, printed: '0', label: 'Show all steps', act: ({ view }) => view.setState({ window: null }) },
];

/** @returns whether the key means something to the chart, as it stands */
export function pressChartKey(chart: FocusedChart, key: string, isShifted: boolean): boolean {
  // Without a cursor, Escape is for the dialog that the chart stands in.
  if (key === 'Escape' && chart.view.getState().cursor === null) return false;
  const isArrow = key in arrows;
  const found = chartKeys.find(({ keys, isShifted: wantsShift = false }) => {
    return key in keys && (!isArrow || wantsShift === isShifted);
  });
  found?.act(chart, found.keys[key]);
  return found !== undefined;
}

const shownIn = ({ view, whole }: FocusedChart): StepWindow => view.getState().window ?? whole;

function centreOf(chart: FocusedChart): number {
  const [from, to] = shownIn(chart);
  return chart.view.getState().cursor ?? (from + to) / 2;
}

function goTo({ view, whole, steps }: FocusedChart, index: number): void {
  if (steps.length === 0) return;
  const step = steps.step(Math.min(steps.length - 1, Math.max(0, index)));
  view.setState(({ window }) => ({ cursor: step, window: showStep(window, whole, step) }));
}

function moveCursor(chart: FocusedChart, direction: -1 | 1): void {
  const { cursor } = chart.view.getState();
  const [from, to] = shownIn(chart);
  if (cursor !== null) goTo(chart, chart.steps.nearest(cursor) + direction);
  // The first key comes in from the side that it moves away from.
  else goTo(chart, direction < 0 ? chart.steps.nearest(to) : chart.steps.firstFrom(from));
}
