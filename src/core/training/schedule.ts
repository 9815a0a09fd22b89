/** @file How the learning rate and the weight average move over a run. */
import type { StepRates } from '../compiled/machine.ts';
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

/** Decays of AdamW's moments */
export const beta1 = 0.9;
export const beta2 = 0.999;
const smallestRoot = 1e-8;

/**
 * AdamW's bias corrections, applied to scalars: m̂/(√v̂ + ε) = c·m/(√v + ε·√(1 − β₂ⁿ)).
 * @param step steps already taken, from 0
 */
export function correctedRates(step: number, learningRate: number): Pick<StepRates, 'rate' | 'epsilon'> {
  const root = Math.sqrt(1 - beta2 ** (step + 1));
  return { rate: (learningRate * root) / (1 - beta1 ** (step + 1)), epsilon: smallestRoot * root };
}

/** All that a compiled optimiser step asks of the schedule. */
export function stepRates(step: number, experiment: Experiment): StepRates {
  const learningRate = learningRateAt(step, experiment);
  return {
    kept: 1 - learningRate * experiment['optimizer.weightDecay'],
    ...correctedRates(step, learningRate),
    drawn: 1 - emaDecayAt(step, experiment),
  };
}
