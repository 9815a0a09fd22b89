/**
 * Every number here was printed by `/usr/bin/python3 scripts/reference/representation.py` (numpy 1.24.2, scikit-learn
 * 1.2.1), which works them out another way: singular values for the spectrum, scikit-learn's Ridge for the probe.
 */
import { expect, test } from 'vitest';
import { actionGap } from './actionGap.ts';
import { dispersionMetrics } from './dispersionMetrics.ts';
import { linearProbeR2 } from './linearProbe.ts';
import { mixture } from './referenceFixture.ts';

const { embedding, observations } = mixture();

const expectClose = (actual: number, expected: number) =>
  expect(Math.abs(actual - expected), `${actual} for ${expected}`).toBeLessThanOrEqual(1e-4);

test('the dispersion numbers are those of numpy and scikit-learn to 1e-4', () => {
  const metrics = dispersionMetrics(embedding, 60, 6);
  expectClose(metrics.effectiveRank, 1.7272836367129962);
  expectClose(metrics.meanDistance, 2.1990084183830083);
  expectClose(metrics.meanCosine, 0.31264021087472527);
  expectClose(metrics.meanNorm, 1.9421839653501278);
  expectClose(metrics.uniformity, -1.370646978927657);
});

test('the eigenvalues of the covariance are the squared singular values that numpy finds, to 1e-4', () => {
  const expected = [2.54000252, 0.43759618, 0.06589481, 0.01192399, 0.00340955, 0.00075131];
  const { variances } = dispersionMetrics(embedding, 60, 6);
  expect(variances).toHaveLength(6);
  variances.forEach((variance, i) => {
    expectClose(variance, expected[i]);
  });
});

test('the histogram of distances counts every pair in the bin that numpy puts it in', () => {
  const { distances } = dispersionMetrics(embedding, 60, 6);
  expectClose(distances.upTo, 6.655760950360513);
  expect(distances.counts).toEqual([
    ...[2, 33, 38, 53, 74, 78, 85, 100, 100, 106, 107, 89, 104, 89, 70, 85, 66, 63, 47, 61],
    ...[39, 38, 41, 41, 35, 40, 24, 16, 10, 9, 5, 3, 6, 6, 4, 1, 0, 0, 1, 1],
  ]);
});

test('the linear probe’s held-out R² is that of scikit-learn’s Ridge to 1e-4', () => {
  expectClose(linearProbeR2(embedding, 6, observations, 4)!, 0.6877526985443643);
});

test('the action gap is numpy’s RMS difference of clamped numbers to 1e-4', () => {
  const one = embedding.map((value) => value * 0.5);
  const many = one.map((_, i) => one[(59 - Math.floor(i / 6)) * 6 + (i % 6)]);
  expectClose(actionGap(one, many), 0.48432680154396873);
});
