/** @file What all charts have in common. */
import { sayCount } from '../words.ts';
import { stepTicks } from './axes.ts';

export const chartMargin = { top: 6, right: 12, bottom: 0, left: 0 } as const;

export const axisStyle = {
  tick: { fontSize: 11, fill: 'var(--faint)' },
  axisLine: { stroke: 'var(--line)' },
  tickLine: false,
  width: 46,
} as const;

export const gridStyle = { vertical: false, stroke: 'var(--line)' } as const;

export const tooltipStyle = {
  isAnimationActive: false,
  contentStyle: { background: 'var(--surface)', border: '1px solid var(--line)', fontSize: 12, padding: '4px 8px' },
} as const;

/** The axis of training steps. Its limit moves rarely, so that a growing curve does not lay the chart out anew. */
export function stepAxis(limit: number) {
  return {
    ...axisStyle,
    dataKey: 'step',
    type: 'number',
    domain: [0, limit] as [number, number],
    ticks: stepTicks(limit),
    allowDataOverflow: true,
    height: 22,
    minTickGap: 24,
    tickFormatter: (step: number) => sayCount(step),
  } as const;
}
