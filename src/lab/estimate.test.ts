import { expect, test } from 'vitest';
import { resolveExperiment } from '../core/experiment/experiment.ts';
import { estimateSeconds } from './estimate.ts';

const scene = { observation: [{ key: 'state', size: 19 }], actionSize: 7, horizon: 100 };
const defaults = resolveExperiment({});

test('a run of the tested network without evaluations takes its steps times the tested step', () => {
  const experiment = resolveExperiment({ 'training.steps': 1000, 'evaluation.interval': 1_000_000 });
  expect(estimateSeconds(experiment, scene, 50, defaults)).toBeCloseTo(50, 6);
});

test('a smaller network and fewer evaluations are never said to take longer', () => {
  const seconds = (input: Record<string, number>) => estimateSeconds(resolveExperiment(input), scene, 50, defaults);
  expect(seconds({ 'policy.hiddenSize': 128 })).toBeLessThan(seconds({ 'policy.hiddenSize': 256 }));
  expect(seconds({ 'training.batchSize': 32 })).toBeLessThan(seconds({ 'training.batchSize': 128 }));
  expect(seconds({ 'evaluation.interval': 5000 })).toBeLessThan(seconds({ 'evaluation.interval': 500 }));
});
