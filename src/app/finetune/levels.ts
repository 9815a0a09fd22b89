/** @file What fine-tuning is measured against: what stage 1 reached on the same episodes, and what was demonstrated. */
import type { EvaluationRecord } from '../../core/experiment/records.ts';
import type { LabState } from '../../lab/labState.ts';
import { type Metric, outcomeOf } from '../charts/outcomes.ts';

export interface Level {
  readonly id: 'stage-1' | 'demonstrations';
  readonly name: string;
  readonly value: number;
}

/** The evaluation of the stage 1 policy with K denoising steps: that at step 0. Null before it was played. */
export function evaluationBefore(
  { bySteps }: Pick<LabState['success'], 'bySteps'>,
  steps: number,
): EvaluationRecord | null {
  const [first] = bySteps[steps] ?? [];
  return first?.step === 0 ? first : null;
}

/** The levels that are known, stage 1 first */
export function levelsOf({ success, run }: Pick<LabState, 'success' | 'run'>, metric: Metric): readonly Level[] {
  const before = evaluationBefore(success, 1);
  const demonstrated = run?.facts?.demonstrationLevel ?? null;
  return [
    ...(before ? [{ id: 'stage-1' as const, name: 'stage 1', value: outcomeOf(before, metric) }] : []),
    ...(demonstrated === null ? [] : [{ id: 'demonstrations' as const, name: 'demonstrations', value: demonstrated }]),
  ];
}
