/** @file Which evaluations of the two sides stand beside each other, and what their episodes say of B against A. */
import type { EvaluationRecord } from '../../core/experiment/records.ts';
import {
  compareReturn,
  compareSuccess,
  type ReturnComparison,
  type RunComparison,
} from '../../core/experiment/runComparison.ts';
import type { SuccessChart } from '../../lab/labState.ts';
import { type Side, sides } from '../../lab/pair/pairState.ts';
import type { Metric } from '../charts/outcomes.ts';
import type { OfSides } from './useSides.ts';

/** Denoising steps K that the lab evaluates with while it trains */
export const stepCounts = [1, 32] as const;

/** One side with one number of denoising steps. */
export interface OutcomeRow {
  readonly side: Side;
  readonly steps: number;
  /** Null where it was not evaluated yet */
  readonly record: EvaluationRecord | null;
}

export interface SideOutcomes {
  /** The training step that all rows are of; null where the sides share none: then each row has its own newest */
  readonly step: number | null;
  readonly rows: readonly OutcomeRow[];
}

type BySteps = Pick<SuccessChart, 'bySteps'>;

/** @param cursor the training step to look at; null: the newest that both sides were evaluated at */
export function outcomesAt(success: OfSides<BySteps>, cursor: number | null): SideOutcomes {
  const step = sharedStep(success, cursor);
  const rows = sides.flatMap((side) =>
    stepCounts.map((steps): OutcomeRow => {
      const records = success[side].bySteps[steps] ?? [];
      const record = step === null ? records.at(-1) : records.findLast((candidate) => candidate.step === step);
      return { side, steps, record: record ?? null };
    }),
  );
  return { step, rows };
}

/** Steps with all four evaluations come before those with 1 step alone: 32 steps lag behind. */
function sharedStep(success: OfSides<BySteps>, cursor: number | null): number | null {
  const all = [success.a, success.b].flatMap(({ bySteps }) => stepCounts.map((steps) => stepsOf(bySteps[steps])));
  const one = [success.a, success.b].map(({ bySteps }) => stepsOf(bySteps[1]));
  for (const columns of [all, one]) {
    const [first, ...others] = columns;
    const common = [...first].filter((step) => others.every((column) => column.has(step)));
    if (common.length > 0) return cursor === null ? Math.max(...common) : nearestOf(common, cursor);
  }
  return null;
}

const stepsOf = (records: readonly EvaluationRecord[] = []) => new Set(records.map(({ step }) => step));

const nearestOf = (steps: readonly number[], step: number) =>
  steps.reduce((best, one) => (Math.abs(one - step) < Math.abs(best - step) ? one : best));

/** B against A with each number of denoising steps, where both played the same episodes. */
export function comparisonsOf({ step, rows }: SideOutcomes): readonly RunComparison[] {
  return step === null ? [] : pairsOf(rows, compareSuccess);
}

export function returnComparisonsOf({ step, rows }: SideOutcomes): readonly ReturnComparison[] {
  return step === null ? [] : pairsOf(rows, compareReturn);
}

function pairsOf<T>(
  rows: readonly OutcomeRow[],
  compare: (a: EvaluationRecord, b: EvaluationRecord) => T | null,
): readonly T[] {
  const recordOf = (side: Side, steps: number) =>
    rows.find((row) => row.side === side && row.steps === steps)?.record ?? null;
  return stepCounts.flatMap((steps) => {
    const [a, b] = [recordOf('a', steps), recordOf('b', steps)];
    const compared = a && b && compare(a, b);
    return compared ? [compared] : [];
  });
}

/** B against A at every step and number of denoising steps that both were evaluated at. */
export function allComparisons({ a, b }: OfSides<BySteps>): readonly RunComparison[] {
  return stepCounts.flatMap((steps) =>
    (a.bySteps[steps] ?? []).flatMap((record) => {
      const twin = b.bySteps[steps]?.findLast((candidate) => candidate.step === record.step);
      const compared = twin && compareSuccess(record, twin);
      return compared ? [compared] : [];
    }),
  );
}

/** What counts where the two scenes agree on it; success where they do not. */
export function sharedMetric(a: Metric, b: Metric): Metric {
  return a === b ? a : 'success';
}
