import { expect, test } from 'vitest';
import { curveOf, measures } from '../../core/experiment/measures.ts';
import { evaluationRecord, experiment, keptRun, lossRecord } from '../../core/experiment/runFixture.ts';
import { averageCurves, differingKeys, groupBySeed } from './comparison.ts';

const run = (id: string, settings: object) => ({
  run: { ...keptRun, id, experiment: { ...experiment, ...settings } },
  curve: { steps: new Float64Array(), values: new Float64Array() },
});
const [loss, success] = measures;

test('runs that differ in their seed alone stand together, others and other data apart', () => {
  const other = run('d', { seed: 9 });
  const groups = groupBySeed([
    run('a', { seed: 1 }),
    run('b', { 'dispersive.weight': 0 }),
    run('c', { seed: 2 }),
    { ...other, run: { ...other.run, origin: { ...keptRun.origin, demonstrationsHash: 'f'.repeat(64) } } },
  ]);
  expect(groups.map(({ members }) => members.map(({ run: { id } }) => id))).toEqual([['a', 'c'], ['b'], ['d']]);
});

test('the band is Student’s t interval of the mean, over the runs that were measured at that step', () => {
  const curves = [
    [1, 2, 3],
    [3, 4],
    [5, 6],
  ].map((values) => ({
    steps: Float64Array.from(values.keys()),
    values: Float64Array.from(values),
  }));
  const { steps, values, low, high, counts } = averageCurves(curves, 'linear');
  expect([...steps]).toEqual([0, 1, 2]);
  expect([...values]).toEqual([3, 4, 3]);
  // scipy.stats.t.interval(0.95, 2, 3, 2 / sqrt(3)) = (-1.968, 7.968)
  expect(low[0]).toBeCloseTo(-1.968, 2);
  expect(high[0]).toBeCloseTo(7.968, 2);
  expect([...counts]).toEqual([3, 3, 1]);
  expect([low[2], high[2]]).toEqual([3, 3]);
});

test('on a logarithmic scale the mean is geometric, and its interval never falls to zero', () => {
  const curves = [0.01, 1].map((value) => ({ steps: Float64Array.of(5), values: Float64Array.of(value) }));
  const { values, low, high } = averageCurves(curves, 'logarithmic');
  expect(values[0]).toBeCloseTo(0.1, 12);
  expect(low[0]).toBeGreaterThan(0);
  // log10: mean -1, t(1) 12.706, standard error 1
  expect(Math.log10(high[0])).toBeCloseTo(11.706, 2);
});

test('a measure is read from the records that say it, each step once', () => {
  const records = [lossRecord(1, 0.5), evaluationRecord(1, 1, 1), evaluationRecord(1, 32, 2), lossRecord(10, 0.2)];
  const curve = curveOf([...records, lossRecord(2, 0.4), lossRecord(2, 0.3)], loss);
  expect([...curve.steps]).toEqual([1, 2, 10]);
  expect([...curve.values]).toEqual([0.5, 0.3, 0.2]);
  expect([...curveOf(records, success).values]).toEqual([0.5]);
});

test('only the settings in which runs differ are named', () => {
  const runs = [run('a', {}), run('b', { seed: 8 }), run('c', { 'dispersive.weight': 0 })].map(({ run: kept }) => kept);
  expect(differingKeys(runs)).toEqual(['seed', 'dispersive.weight']);
  expect(differingKeys(runs.slice(0, 1))).toEqual([]);
});
