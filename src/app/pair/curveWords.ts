/** @file What the curves of both sides have come to, in one line. */
import type { GrowingSeries } from '../charts/OverlayChart.tsx';
import { sayCount, sayNumber } from '../words.ts';

/** `Step 1,500: A 0.21, B 0.19`, each at its own last step where those differ; null before anything was measured. */
export function sayNow(series: readonly GrowingSeries[]): string | null {
  const ends = series.flatMap(({ name, grown }) => {
    if (grown.length === 0) return [];
    const letter = name.replace('Run ', '');
    return [{ letter, step: grown.lastStep, value: sayNumber(grown.value(grown.length - 1)) }];
  });
  const [first] = ends;
  if (!first) return null;
  if (ends.every(({ step }) => step === first.step)) {
    return `Step ${sayCount(first.step)}: ${ends.map(({ letter, value }) => `${letter} ${value}`).join(', ')}`;
  }
  return ends.map(({ letter, step, value }) => `${letter} ${value} at step ${sayCount(step)}`).join(', ');
}
