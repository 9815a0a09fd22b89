/** @file The colours of a sweep's series: 1 step and 32 have their hues everywhere, what lies between is neutral. */
import type { MarkStyle } from '../../core/experiment/sweep/figureLayout.ts';

const colors: Readonly<Record<MarkStyle, string>> = {
  'one-step': 'var(--one-step)',
  'many-steps': 'var(--many-steps)',
  between: 'var(--sweep-between)',
  measure: 'var(--accent)',
};

export const styleColor = (style: MarkStyle): string => colors[style];
