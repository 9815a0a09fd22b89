import { expect, test } from 'vitest';
import { resolveExperiment } from '../core/experiment/experiment.ts';
import { estimateSeconds } from './estimate.ts';

const scene = { observation: [{ key: 'state', size: 19 }], actionSize: 7, horizon: 100 };
const defaults = resolveExperiment({});

test('a run of the tested network without evaluations takes its steps times the tested step', () => {
  const experiment = resolveExperiment({ 'training.steps': 1000, 'evaluation.interval': 1_000_000 });
  expect(estimateSeconds(experiment, scene, 50, defaults)).toBeCloseTo(50, 6);
});

test('stage 2 takes the time of what its robots play, and longer with more epochs or more evaluations', () => {
  const seconds = (input: Record<string, number>) =>
    estimateSeconds(resolveExperiment({ stage: 'finetune', ...input }), scene, 50, defaults);
  expect(seconds({ 'finetune.envSteps': 200_000 })).toBeGreaterThan(1.8 * seconds({ 'finetune.envSteps': 100_000 }));
  expect(seconds({ 'finetune.epochs': 10 })).toBeGreaterThan(seconds({ 'finetune.epochs': 5 }));
  expect(seconds({ 'finetune.evaluationInterval': 1 })).toBeGreaterThan(seconds({ 'finetune.evaluationInterval': 10 }));
  // It trains no flow: that setting is stage 1's.
  expect(seconds({ 'training.steps': 1 })).toBe(seconds({}));
});

test('a scene whose physics is slower takes longer to evaluate and to fine-tune', () => {
  const seconds = (stage: string, controlStepMs: number) =>
    estimateSeconds(resolveExperiment({ stage }), scene, 50, defaults, controlStepMs);
  expect(seconds('pretrain', 2)).toBeGreaterThan(seconds('pretrain', 0.1));
  expect(seconds('finetune', 2)).toBeGreaterThan(1.5 * seconds('finetune', 0.1));
});

test('a smaller network and fewer evaluations are never said to take longer', () => {
  const seconds = (input: Record<string, number>) => estimateSeconds(resolveExperiment(input), scene, 50, defaults);
  expect(seconds({ 'policy.hiddenSize': 128 })).toBeLessThan(seconds({ 'policy.hiddenSize': 256 }));
  expect(seconds({ 'training.batchSize': 32 })).toBeLessThan(seconds({ 'training.batchSize': 128 }));
  expect(seconds({ 'evaluation.interval': 5000 })).toBeLessThan(seconds({ 'evaluation.interval': 500 }));
});
