/** @file When a run evaluates itself, for one that is taken up again where an evaluation may have been cut off. */
import type { Experiment } from '../core/experiment/experiment.ts';
import { isFinetuning, runLength } from '../core/experiment/stage.ts';

/** @param iteration the iteration of PPO that ended at the step; null where none did */
export function isEvaluationDue(experiment: Experiment, step: number, iteration: number | null): boolean {
  if (step >= runLength(experiment)) return true;
  if (!isFinetuning(experiment)) return step > 0 && step % experiment['evaluation.interval'] === 0;
  // What stage 1 reached is the first thing that a run of stage 2 measures.
  return step === 0 || (iteration !== null && iteration % experiment['finetune.evaluationInterval'] === 0);
}
