/** @file How what was read off a lesson's runs is said. */
import type { EvaluationRecord } from '../../core/experiment/records.ts';
import type { SideReading } from '../../lab/lesson/sideReading.ts';
import { sayInterval, sayOutcome } from '../charts/outcomeWords.ts';
import { sayCount } from '../words.ts';

/** `62 of 100 (52–71 %)` */
export const sayRate = (record: EvaluationRecord) =>
  `${sayOutcome(record, 'success')} (${sayInterval(record, 'success')})`;

/** How far a run is, where its answer is still to come. */
export function waiting(side: SideReading | null): string {
  if (!side) return 'No run that answers this is on the page.';
  return `The run is at step ${sayCount(side.step)} of ${sayCount(side.steps)}: its answer comes with its end.`;
}
