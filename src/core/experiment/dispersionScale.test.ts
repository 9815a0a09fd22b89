import { expect, test } from 'vitest';
import { lossScale } from './dispersionScale.ts';
import { resolveExperiment } from './experiment.ts';

const scaleOf = (settings: Record<string, unknown>) => lossScale(resolveExperiment(settings));

test('InfoNCE-L2’s similarity is 1/e at its scale', () => {
  const { length } = scaleOf({ 'policy.conditionSize': 8, 'dispersive.temperature': 2 })!;
  expect(Math.exp((-length * length) / (8 * 2))).toBeCloseTo(1 / Math.E, 12);
});

test('hinge thinks in its margin, the released loss in ten temperatures', () => {
  expect(scaleOf({ 'dispersive.kind': 'hinge', 'dispersive.margin': 3 })?.length).toBe(3);
  expect(scaleOf({ 'dispersive.kind': 'infonce_l2_release', 'dispersive.temperature': 0.5 })?.length).toBe(5);
});

test('losses without a distance have no scale, nor have those on another layer than the measured one', () => {
  for (const kind of ['infonce_cosine', 'covariance', 'none']) expect(scaleOf({ 'dispersive.kind': kind })).toBeNull();
  expect(scaleOf({ 'dispersive.layer': 'head_input' })).toBeNull();
});
