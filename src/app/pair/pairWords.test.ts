import { expect, test } from 'vitest';
import { resolveExperiment } from '../../core/experiment/experiment.ts';
import { StepSeries } from '../../lab/stepSeries.ts';
import { sayNow } from './curveWords.ts';
import { sayDifferences, sayOwn } from './differenceWords.ts';
import { spreadAt } from './spreadAt.ts';
import { newestOfBoth } from './useLookedAt.ts';

const curve = (name: string, steps: number[], values: number[]) => ({
  ...{ id: name, name, color: '' },
  grown: StepSeries.from(steps, values),
});

test('the difference of two configurations is one line, each side’s own a heading', () => {
  const a = resolveExperiment({ 'dispersive.weight': 0, seed: 1 });
  const b = resolveExperiment({ 'dispersive.weight': 0.5, seed: 2 });
  expect(sayDifferences(['seed', 'dispersive.weight'], a, b)).toEqual(['Seed: 1 → 2', 'Weight α: 0 → 0.5']);
  expect(sayOwn(['dispersive.weight'], b)).toBe('Weight α 0.5');
  expect(sayOwn([], b)).toBe('');
});

test('two curves that stand at different steps are not said to be at one', () => {
  const a = curve('Run A', [0, 100], [3, 2]);
  expect(sayNow([a, curve('Run B', [0, 100], [3, 1])])).toBe('Step 100: A 2, B 1');
  expect(sayNow([a, curve('Run B', [0, 50], [3, 1])])).toBe('A 2 at step 100, B 1 at step 50');
  expect(sayNow([curve('Run A', [], [])])).toBeNull();
});

test('numbers are compared at the newest step that both have reached', () => {
  expect(newestOfBoth(1500, 300)).toBe(300);
  expect(newestOfBoth(null, 300)).toBe(300);
  expect(newestOfBoth(null, null)).toBeNull();
  const nothing = new StepSeries();
  const series = (steps: number[], values: number[]) => ({
    series: {
      ...{ effectiveRank: StepSeries.from(steps, values), meanDistance: nothing, meanCosine: nothing },
      ...{ meanNorm: nothing, uniformity: nothing, linearProbeR2: nothing, actionGap: nothing },
    },
  });
  const history = { a: series([0, 300, 1500], [1, 2, 3]), b: series([0, 300], [5, 6]) };
  expect(spreadAt(history, 'effectiveRank', 300)).toEqual({ a: 2, b: 6 });
  expect(spreadAt(history, 'actionGap', 300)).toEqual({ a: null, b: null });
  expect(spreadAt({ a: { series: null }, b: history.b }, 'effectiveRank', 0)).toEqual({ a: null, b: 5 });
});
