/** @file Where a training step and a value stand in a plot, in pixels. */
import type { Size } from '../useSize.ts';
import type { ValueAxis } from './axes.ts';
import type { StepWindow } from './stepWindow.ts';

/** The plot without its axes' labels, in pixels */
export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface PlotScales {
  readonly area: PlotArea;
  readonly window: StepWindow;
  /** How many times the usual size the type is */
  readonly type: number;
  x(step: number): number;
  /** NaN where a logarithmic axis has no place for the value */
  y(value: number): number;
  /** The training step under a pixel */
  step(x: number): number;
}

/** Left and below stand labels, which need more room where the type is larger. */
const margin = { left: 44, right: 12, top: 8, bottom: 20 } as const;

/** @param type how many times the usual size the type is */
export function plotScales(size: Size, window: StepWindow, axis: ValueAxis, type = 1): PlotScales {
  const area = {
    left: margin.left * type,
    top: margin.top,
    width: Math.max(1, size.width - margin.left * type - margin.right),
    height: Math.max(1, size.height - margin.top - margin.bottom * type),
  };
  const [from, to] = window;
  const place = axis.kind === 'logarithmic' ? Math.log : (value: number) => value;
  const low = place(axis.domain[0]);
  const high = place(axis.domain[1]);
  return {
    type,
    area,
    window,
    x: (step) => area.left + ((step - from) / (to - from)) * area.width,
    y: (value) => area.top + ((high - place(value)) / (high - low)) * area.height,
    step: (x) => from + ((x - area.left) / area.width) * (to - from),
  };
}
