/** @file Where everything of a sweep's figure stands, in pixels: the page and the command line draw from the same. */

import type { FigureSeries, SweepFigure } from './figure.ts';
import type { SettingValue } from './plan.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** "1 step" and "32 steps" have hues of their own everywhere; what lies between is neutral. */
export type MarkStyle = 'one-step' | 'many-steps' | 'between' | 'measure';

export interface PlacedPoint {
  readonly x: number;
  readonly y: number;
  /** Ends of the bar; null where there is none */
  readonly bar: readonly [low: number, high: number] | null;
  /** One dot a seed, beside the bar */
  readonly seeds: readonly { readonly x: number; readonly y: number }[];
  /** What it says, for a person who points at it */
  readonly said: string;
}

export interface PlacedSeries {
  readonly name: string;
  readonly style: MarkStyle;
  /** Number among those between 1 and 32 steps, for their dashes */
  readonly order: number;
  readonly points: readonly PlacedPoint[];
}

export interface Label {
  readonly text: string;
  /** Pixels along its axis */
  readonly at: number;
}

export interface PlacedPanel {
  readonly title: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly xTicks: readonly Label[];
  readonly yTicks: readonly Label[];
  readonly series: readonly PlacedSeries[];
  /** The axis's labels stand at the leftmost panels alone */
  readonly isFirst: boolean;
}

export interface FigureLayout extends Size {
  readonly panels: readonly PlacedPanel[];
  readonly xLabel: string;
  readonly yLabel: string;
}

const margin = { left: 50, right: 16, top: 12, bottom: 38 } as const;
const titleHeight = 18;
const panelGap = 18;
/** A panel that is narrower goes to the next line. */
const narrowestPanel = 190;
/** Room at both ends of the axis, so that bars do not lie on its edge */
const inset = 18;
/** Series of one value stand beside each other, so that their bars can be told apart, where there is room. */
const widestDodge = 10;
const characterWidth = 6.4;

export function layoutFigure(figure: SweepFigure, size: Size): FigureLayout {
  const count = Math.max(1, figure.panels.length);
  const columns = Math.max(1, Math.min(count, Math.floor((size.width - margin.left) / narrowestPanel)));
  const lines = Math.ceil(count / columns);
  const heading = count > 1 ? titleHeight : 0;
  const width = (size.width - margin.left - margin.right - (columns - 1) * panelGap) / columns;
  const lineHeight = (size.height - margin.top) / lines;
  const height = Math.max(40, lineHeight - margin.bottom - heading);
  const [low, high, ticks] = valueAxis(figure);
  const panels = figure.panels.map((panel, i) => {
    const left = margin.left + (i % columns) * (width + panelGap);
    const top = margin.top + Math.floor(i / columns) * lineHeight + heading;
    const y = (value: number) => top + ((high - value) / (high - low)) * height;
    const x = positions(figure, left, width);
    return {
      title: panel.title,
      ...{ left, top, width, height },
      xTicks: thinOut(figure.x.values.map((value) => ({ text: String(value), at: x(value) }))),
      yTicks: ticks.map((tick) => ({ text: sayValue(tick, figure.y.isShare), at: y(tick) })),
      series: placeSeries(panel.series, figure, x, y),
      isFirst: i % columns === 0,
    };
  });
  return { ...size, panels, xLabel: figure.x.label, yLabel: figure.y.label };
}

function placeSeries(
  series: readonly FigureSeries[],
  figure: SweepFigure,
  x: (value: SettingValue) => number,
  y: (value: number) => number,
): PlacedSeries[] {
  // Against K, each K has a place of its own.
  const isApart = series.some(
    ({ points }) => points.length > 0 && points.every((point) => point.x !== series[0].points[0]?.x),
  );
  const dodge = Math.min(widestDodge, narrowestGap(figure, x) / (series.length + 0.5));
  let between = 0;
  return series.map(({ name, steps, points }, i) => {
    const style = styleOf(steps);
    const shift = isApart ? 0 : (i - (series.length - 1) / 2) * dodge;
    return {
      name,
      style,
      order: style === 'between' ? between++ : 0,
      points: points.map((point) => ({
        x: x(point.x) + shift,
        y: y(point.mean),
        bar: point.interval && [y(point.interval[0]), y(point.interval[1])],
        seeds:
          point.seeds.length > 1
            ? point.seeds.map((seed) => ({ x: x(point.x) + shift - dodge / 2.5, y: y(seed) }))
            : [],
        said: sayPoint(name, point, figure),
      })),
    };
  });
}

/** Pixels between the two values that stand closest */
function narrowestGap({ x: { values } }: SweepFigure, x: (value: SettingValue) => number): number {
  const places = values.map(x);
  return Math.min(...places.slice(1).map((place, i) => place - places[i]), Number.POSITIVE_INFINITY);
}

function styleOf(steps: number | null): MarkStyle {
  if (steps === null) return 'measure';
  if (steps === 1) return 'one-step';
  return steps === 32 ? 'many-steps' : 'between';
}

function sayPoint(name: string, point: FigureSeries['points'][number], { x, y }: SweepFigure): string {
  const say = (value: number) => sayValue(value, y.isShare);
  const bar = point.interval ? `, ${say(point.interval[0])} to ${say(point.interval[1])}` : '';
  return `${x.label} ${point.x}, ${name}: ${say(point.mean)}${bar}`;
}

/** Where each value stands: by its size, or evenly where values are names. */
function positions({ x }: SweepFigure, left: number, width: number): (value: SettingValue) => number {
  const [from, to] = [left + inset, left + width - inset];
  const middle = (from + to) / 2;
  if (x.scale === 'names') {
    const last = x.values.length - 1;
    return (value) => (last === 0 ? middle : from + (x.values.indexOf(value) / last) * (to - from));
  }
  const place = x.scale === 'logarithmic' ? Math.log : (value: number) => value;
  const [first, last] = [place(Number(x.values[0])), place(Number(x.values[x.values.length - 1]))];
  if (first === last) return () => middle;
  return (value) => from + ((place(Number(value)) - first) / (last - first)) * (to - from);
}

/** Limits and ticks that hold all means, bars and seeds; shares go from 0 to 1. */
function valueAxis(figure: SweepFigure): [low: number, high: number, ticks: number[]] {
  if (figure.y.isShare) return [0, 1, [0, 0.25, 0.5, 0.75, 1]];
  const values = figure.panels.flatMap(({ series }) =>
    series.flatMap(({ points }) =>
      points.flatMap(({ mean, interval, seeds }) => [mean, ...(interval ?? []), ...seeds]),
    ),
  );
  if (values.length === 0) return [0, 1, [0, 1]];
  // What is measured is seldom below 0, and its size is read from there.
  const [lowest, highest] = [Math.min(0, ...values), Math.max(...values)];
  const interval = roundUp((highest - lowest || 1) / 4);
  const first = Math.floor(lowest / interval + 1e-9);
  const last = Math.max(first + 1, Math.ceil(highest / interval - 1e-9));
  // 3 × 0.1 is not 0.3, and would be named so.
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * interval).toPrecision(12)));
  return [ticks[0], ticks[ticks.length - 1], ticks];
}

function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 2.5, 5, 10].map((digit) => digit * power).find((limit) => limit >= value * (1 - 1e-12))!;
}

/** Labels that would lie on the one before are left out; the point still stands. */
function thinOut(labels: readonly Label[]): Label[] {
  const kept: Label[] = [];
  for (const label of labels) {
    const before = kept[kept.length - 1];
    const room = before ? ((before.text.length + label.text.length) / 2) * characterWidth + 4 : 0;
    if (!before || label.at - before.at >= room) kept.push(label);
  }
  return kept;
}

/** Three digits, or whole percent. */
export function sayValue(value: number, isShare: boolean): string {
  if (isShare) return `${Math.round(100 * value)} %`;
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) return value.toExponential(1);
  return String(Number(value.toPrecision(3)));
}
