/** @file How an evaluation is said. */

import { successDifference } from '../../core/experiment/pairedDifference.ts';
import type { EvaluationRecord, PairedRecord } from '../../core/experiment/records.ts';
import { sayCount, sayNumber, saySteps } from '../words.ts';
import type { Metric } from './outcomes.ts';

export const sayOutcome = (record: EvaluationRecord, metric: Metric): string =>
  metric === 'success' ? `${record.successes} of ${record.episodes}` : sayNumber(record.meanReturn);

/** `60–98 %`, or `−3 … 12` for a return */
export const sayInterval = (record: EvaluationRecord, metric: Metric): string =>
  metric === 'success'
    ? `${record.wilson.map((share) => Math.round(share * 100)).join('–')} %`
    : record.returnInterval.map(sayNumber).join(' … ');

export function summariseOutcomes(records: readonly EvaluationRecord[], metric: Metric): string {
  const [first] = records;
  if (!first) return 'The same episodes, played with 1 and with 32 network calls for each chunk of actions.';
  const said = records.map((record) => `${saySteps(record.steps)} ${sayOutcome(record, metric)}`).join(', ');
  const bars = metric === 'success' ? 'Wilson 95 % bars' : `95 % bars, ${first.episodes} episodes`;
  return `Step ${sayCount(first.step)}: ${said}; ${bars}`;
}

export function readOutcomes(records: readonly EvaluationRecord[], metric: Metric): string {
  const said = records.map(
    (record) => `${saySteps(record.steps)} ${sayOutcome(record, metric)} (${sayInterval(record, metric)})`,
  );
  return `Step ${sayCount(records[0].step)}: ${said.join(', ')}`;
}

/** Mean and 95 % interval of 1 step minus 32, on the same episodes: in percentage points, or in return. */
export function sayDifference(paired: PairedRecord, metric: Metric): string {
  const isShare = metric === 'success';
  const { mean, interval } = isShare ? successDifference(paired) : paired.returnDifference;
  const say = (value: number) => signed(isShare ? Math.round(value * 100) : Number(sayNumber(value)));
  return `${say(mean)}${isShare ? ' points' : ''} (95 %: ${interval.map(say).join(' … ')})`;
}

/** With a true minus sign, and a plus where it is one. */
const signed = (value: number) => (value < 0 ? `−${Math.abs(value)}` : value > 0 ? `+${value}` : '0');
