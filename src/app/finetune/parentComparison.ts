/** @file The fine-tuned policy against the one that it began from, on the same episodes. */
import type { EvaluationRecord } from '../../core/experiment/records.ts';
import {
  compareReturn,
  compareSuccess,
  pairAcrossSteps,
  type ReturnComparison,
  type RunComparison,
} from '../../core/experiment/runComparison.ts';
import type { SuccessChart } from '../../lab/labState.ts';
import { sayProbability } from '../pair/comparisonWords.ts';
import { saySteps } from '../words.ts';
import { evaluationBefore } from './levels.ts';

export interface ParentComparison {
  /** Of the parent as A, and of the fine-tuned policy as B */
  readonly before: EvaluationRecord;
  readonly after: EvaluationRecord;
  readonly success: RunComparison | null;
  readonly return: ReturnComparison | null;
}

/** Below it, the episodes tell before from after. */
const level = 0.05;

/**
 * @param step the step to look at: the evaluation nearest to it; null: the newest
 * @returns with 1 and with 32 denoising steps, where both were played on the same episodes
 */
export function compareWithParent(success: Pick<SuccessChart, 'bySteps'>, step: number | null): ParentComparison[] {
  return [1, 32].flatMap((steps) => {
    const before = evaluationBefore(success, steps);
    const later = (success.bySteps[steps] ?? []).filter((record) => record.step > 0);
    const after = step === null ? later[later.length - 1] : nearest(later, step);
    if (!before || !after || !pairAcrossSteps(before, after)) return [];
    const compared = compareSuccess(before, after, pairAcrossSteps);
    return [{ before, after, success: compared, return: compareReturn(before, after, pairAcrossSteps) }];
  });
}

/** One sentence that a person may take home */
export function saySuccessVerdict({ steps, episodes, difference, pValue }: RunComparison): string {
  const beginning = `With ${saySteps(steps)}`;
  const p = `p ${pValue < 0.001 ? '' : '= '}${sayProbability(pValue)}`;
  if (pValue >= level) return `${beginning}, ${episodes} episodes do not tell after from before (${p}).`;
  return `${beginning}, it does ${difference.mean > 0 ? 'better' : 'worse'} than before (${p}).`;
}

export function sayReturnVerdict({ steps, episodes, mean, interval }: ReturnComparison): string {
  const beginning = `With ${saySteps(steps)}`;
  const hasZero = interval[0] <= 0 && interval[1] >= 0;
  if (hasZero) return `${beginning}, ${episodes} episodes do not tell after from before.`;
  return `${beginning}, it earns ${mean > 0 ? 'more' : 'less'} than before: the interval leaves out 0.`;
}

const nearest = (records: readonly EvaluationRecord[], step: number): EvaluationRecord | undefined =>
  records.reduce<EvaluationRecord | undefined>(
    (best, record) => (best && Math.abs(best.step - step) <= Math.abs(record.step - step) ? best : record),
    undefined,
  );
