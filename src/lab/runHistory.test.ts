import { expect, test } from 'vitest';
import type { EvaluationRecord, TrainingRecord } from '../core/experiment/records.ts';
import { RunHistory } from './runHistory.ts';

const training = (step: number, velocityLoss: number): TrainingRecord => ({
  kind: 'training',
  step,
  loss: velocityLoss + 1,
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

test('50,000 logged points are all kept, and a chart of 500 points shows the spike among them', () => {
  const history = new RunHistory();
  for (let i = 1; i <= 50_000; i++) history.add(training(i, i === 31_313 ? 99 : 1 / i));
  const { curves, count, last } = history.lossChart();
  expect(count).toBe(50_000);
  const { raw } = curves!.velocityLoss;
  const drawn = raw.choose(0, 50_000, 500);
  expect(drawn.length).toBeLessThanOrEqual(500);
  expect(drawn.map((index) => [raw.step(index), raw.value(index)])).toContainEqual([31_313, 99]);
  expect(last?.step).toBe(50_000);
});

test('a loss that is not finite is kept as it came and leaves the smoothed curve as it was', () => {
  const history = new RunHistory();
  for (const loss of [1, Number.NaN, 1]) history.add(training(history.training.length, loss));
  const { raw, smooth } = history.lossChart().curves!.velocityLoss;
  expect([0, 1, 2].map((index) => raw.value(index))).toEqual([1, Number.NaN, 1]);
  expect([0, 1, 2].map((index) => smooth.value(index))).toEqual([1, Number.NaN, 1]);
  expect(raw.chooseBroken(0, 3, 10)).toEqual([1]);
});

test('each kind of loss has its own curve', () => {
  const history = new RunHistory();
  history.add(training(5, 2));
  const { curves } = history.lossChart();
  expect([curves!.loss.raw.value(0), curves!.velocityLoss.raw.value(0), curves!.dispersiveLoss.raw.value(0)]).toEqual([
    3, 2, 0,
  ]);
});

test('evaluations stand by their number of denoising steps, none left out', () => {
  const history = new RunHistory();
  for (let step = 1; step <= 600; step++) for (const steps of [1, 32]) history.add(evaluation(step, steps));
  const { bySteps } = history.successChart();
  expect(Object.keys(bySteps)).toEqual(['1', '32']);
  expect(bySteps[1]).toHaveLength(600);
  expect(bySteps[32][599].step).toBe(600);
});

test('a run that goes back forgets what came after, in every chart', () => {
  const history = new RunHistory();
  for (let step = 1; step <= 20; step++) {
    history.add(training(step, 1));
    history.add(evaluation(step, 1));
    history.add({ kind: 'latency', step, isTraining: true, ladder: [] });
  }
  const kept = history.upTo(12);
  expect(kept.lossChart().count).toBe(12);
  expect(kept.lossChart().curves!.loss.smooth.length).toBe(12);
  expect(kept.successChart().bySteps[1]).toHaveLength(12);
  expect(kept.latency).toHaveLength(12);
});

test('what a record of before the instruments does not say leaves no point, and what it says does', () => {
  const history = new RunHistory();
  const spread = { effectiveRank: 2, meanDistance: 1, meanCosine: 0, meanNorm: 1, uniformity: -1 };
  history.add({ kind: 'representation', step: 0, ...spread });
  history.add({ kind: 'representation', step: 50, ...spread, linearProbeR2: 0.9, actionGap: 0.1 });
  const { series, count } = history.measureChart();
  expect(count).toBe(2);
  expect(series!.effectiveRank.length).toBe(2);
  expect([series!.linearProbeR2.length, series!.linearProbeR2.step(0), series!.actionGap.value(0)]).toEqual([
    1, 50, 0.1,
  ]);
});
