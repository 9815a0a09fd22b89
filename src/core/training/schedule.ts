/** @file How the learning rate and the weight average move over a run. */
import type { Experiment } from '../experiment/experiment.ts';

/**
 * Linear warm-up from 0 to the peak, then a half cosine down to the final rate at the last step.
 * @param step steps already taken, from 0
 */
export function learningRateAt(step: number, experiment: Experiment): number {
  const peak = experiment['optimizer.learningRate'];
  const final = Math.min(peak, experiment['optimizer.finalLearningRate']);
  const warmup = Math.min(experiment['optimizer.warmupSteps'], experiment['training.steps'] - 1);
  if (step < warmup) return (peak * (step + 1)) / (warmup + 1);
  const progress = Math.min(1, (step - warmup) / Math.max(1, experiment['training.steps'] - warmup));
  return final + (peak - final) * 0.5 * (1 + Math.cos(Math.PI * progress));
}

/** EMA decay, warmed up as (1 + n)/(10 + n) so that early averages are not the initial weights. */
export function emaDecayAt(step: number, experiment: Experiment): number {
  return Math.min(experiment['training.emaDecay'], (1 + step) / (10 + step));
}
