/** @file What the chart of stage 2's return says: of the run so far, and of one iteration. */
import type { EvaluationRecord, FinetuningRecord } from '../../core/experiment/records.ts';
import { type Metric, outcomeOf } from '../charts/outcomes.ts';
import { sayCount, sayNumber, sayPercent, saySteps } from '../words.ts';
import type { Level } from './levels.ts';

export const earnedOf = ({ meanReturn, successRate }: FinetuningRecord, metric: Metric): number | null =>
  metric === 'success' ? successRate : meanReturn;

export const sayEarned = (value: number, metric: Metric): string =>
  metric === 'success' ? sayPercent(value) : sayNumber(value);

const notYet =
  'What the robots earn while they learn, with the levels of stage 1 and of the demonstrations, as soon as a run fine-tunes.';

/** @param newest evaluations without noise, of one step */
export function summariseReturn(
  last: FinetuningRecord | null,
  newest: readonly EvaluationRecord[],
  levels: readonly Level[],
  metric: Metric,
): string {
  if (!last && newest.length === 0) return notYet;
  const said = newest.map((record) => `${saySteps(record.steps)} ${sayEarned(outcomeOf(record, metric), metric)}`);
  const earned = last && earnedOf(last, metric);
  const parts = [
    ...(earned === null ? [] : [`training episodes ${sayEarned(earned, metric)}`]),
    ...(said.length > 0 ? [`without noise ${said.join(', ')}`] : []),
    ...levels.map(({ name, value }) => `${name} ${sayEarned(value, metric)}`),
  ];
  const step = Math.max(last?.step ?? 0, newest[0]?.step ?? 0);
  return `Step ${sayCount(step)}: ${parts.length > 0 ? parts.join('; ') : 'no episode has ended yet'}`;
}

export function readIteration(record: FinetuningRecord, metric: Metric): string {
  const earned = earnedOf(record, metric);
  const what = earned === null ? 'no episode has ended yet' : `${metric} ${sayEarned(earned, metric)}`;
  return `Step ${sayCount(record.step)}, iteration ${record.iteration}: ${what}, anchor ${sayNumber(record.anchorWeight)}`;
}
