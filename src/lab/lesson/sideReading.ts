/** @file What is to be read off a run at a moment: a lesson judges answers by it, never by what was hoped for. */
import type { Experiment } from '../../core/experiment/experiment.ts';
import type { EvaluationRecord, FinetuningRecord, RepresentationRecord } from '../../core/experiment/records.ts';
import { isFinetuning, runLength } from '../../core/experiment/stage.ts';
import type { LabState } from '../labState.ts';

/** An evaluation that was played with 1 step and with 32, both of one training step */
export interface OneAndMany {
  readonly one: EvaluationRecord;
  readonly many: EvaluationRecord;
}

export interface SideReading {
  readonly step: number;
  /** Of the whole run */
  readonly steps: number;
  /** Nothing will change any more */
  readonly isFinished: boolean;
  /** Of the representation; `first` is null where only the end was recorded, all of it before two measurements */
  readonly spread: { readonly first: RepresentationRecord | null; readonly last: RepresentationRecord } | null;
  /** What stage 1 reached before fine-tuning; null in stage 1, and where only the end was recorded */
  readonly before: OneAndMany | null;
  /** The newest evaluation */
  readonly success: OneAndMany | null;
  /** What PPO did in its first iteration and in its newest; null in stage 1, and where only the end was recorded */
  readonly updates: { readonly first: FinetuningRecord; readonly last: FinetuningRecord } | null;
}

type Readable = Pick<LabState, 'run' | 'recorded' | 'progress' | 'representation' | 'success' | 'finetuning'>;

/** @returns null where there is neither a run nor a record of one */
export function readSide(state: Readable): SideReading | null {
  const { run, recorded, progress, representation, success, finetuning } = state;
  const experiment = run?.experiment ?? recorded?.experiment;
  if (!experiment) return null;
  const steps = runLength(experiment);
  const { records } = representation.history;
  const together = lastTogether(success.bySteps[1], success.bySteps[32]);
  const ofStart = (evaluations: readonly EvaluationRecord[] = []) => evaluations.filter(({ step }) => step === 0);
  const updates = finetuning.records;
  return {
    step: run ? progress.step : steps,
    steps,
    isFinished: run ? run.phase === 'finished' && (together?.many.step ?? 0) >= lastEvaluation(experiment) : true,
    spread: records.length > 1 ? { first: records[0], last: records[records.length - 1] } : null,
    before: isFinetuning(experiment) ? lastTogether(ofStart(success.bySteps[1]), ofStart(success.bySteps[32])) : null,
    success: together,
    updates: updates.length > 0 ? { first: updates[0], last: updates[updates.length - 1] } : null,
  };
}

/** The last evaluation is still played after the last step: a run is over when its result is there. */
function lastEvaluation(experiment: Experiment): number {
  if (isFinetuning(experiment)) return runLength(experiment);
  const interval = experiment['evaluation.interval'];
  return Math.floor(experiment['training.steps'] / interval) * interval;
}

function lastTogether(
  ones: readonly EvaluationRecord[] = [],
  manys: readonly EvaluationRecord[] = [],
): OneAndMany | null {
  const many = manys.findLast(({ step }) => ones.some((one) => one.step === step));
  const one = many && ones.findLast(({ step }) => step === many.step);
  return one && many ? { one, many } : null;
}

/** How two success rates stand to each other, by their 95 % intervals: apart only where these do not touch. */
export function compareRates(a: EvaluationRecord, b: EvaluationRecord): 'lower' | 'alike' | 'higher' {
  if (a.wilson[1] < b.wilson[0]) return 'lower';
  return a.wilson[0] > b.wilson[1] ? 'higher' : 'alike';
}

/** A change of less than this share of where it began is none that a reader sees */
const smallestChange = 0.1;

export type Trend = 'fell' | 'same' | 'rose';

export function trendOf(first: number, last: number): Trend {
  if (Math.abs(last - first) < smallestChange * Math.abs(first)) return 'same';
  return last > first ? 'rose' : 'fell';
}
