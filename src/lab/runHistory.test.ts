import { expect, test } from 'vitest';
import type { EvaluationRecord, TrainingRecord } from '../core/experiment/records.ts';
import { RunHistory } from './runHistory.ts';

const training = (step: number, velocityLoss: number): TrainingRecord => ({
  kind: 'training',
  step,
  loss: velocityLoss,
  velocityLoss,
  dispersiveLoss: 0,
  learningRate: 1e-3,
});

const evaluation = (step: number, steps: number): EvaluationRecord => ({
  kind: 'evaluation',
  step,
  steps,
  episodes: 20,
  successes: 10,
  wilson: [0.3, 0.7],
  meanReturn: 0,
  returnInterval: [0, 0],
  latencyMs: null,
});

test('50,000 logged points are all kept and at most 500 are drawn, the spike among them', () => {
  const history = new RunHistory();
  for (let i = 1; i <= 50_000; i++) history.add(training(i, i === 31_313 ? 99 : 1 / i));
  const { points, last } = history.lossChart();
  expect(history.training).toHaveLength(50_000);
  expect(points.length).toBeLessThanOrEqual(500);
  expect(points.find((point) => point.step === 31_313)?.raw).toBe(99);
  expect(last?.step).toBe(50_000);
});

test('a loss that is not finite breaks the line and leaves the smoothed curve as it was', () => {
  const history = new RunHistory();
  for (const loss of [1, Number.NaN, 1]) history.add(training(history.training.length, loss));
  expect(history.lossChart().points.map((point) => [point.raw, point.smooth])).toEqual([
    [1, 1],
    [null, null],
    [1, 1],
  ]);
});

test('evaluations are drawn by their number of denoising steps, at most 500 together', () => {
  const history = new RunHistory();
  for (let step = 1; step <= 600; step++) for (const steps of [1, 32]) history.add(evaluation(step, steps));
  const { bySteps } = history.successChart();
  expect(Object.keys(bySteps)).toEqual(['1', '32']);
  expect(bySteps[1].length + bySteps[32].length).toBeLessThanOrEqual(500);
  expect(bySteps[32][bySteps[32].length - 1].step).toBe(600);
});
