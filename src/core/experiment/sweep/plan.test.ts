import { expect, test } from 'vitest';
import { resolveExperiment } from '../experiment.ts';
import { readSweepPlan, runsOf, variedKeys } from './plan.ts';

test('every combination is a run, the first key varying slowest, and says what it was made of', () => {
  const { plan, runs } = readSweepPlan({
    base: { scene: 'lift', 'training.steps': 10 },
    grid: { 'dispersive.weight': [0, 0.5], seed: [1, 2] },
  });
  expect(runs.map(({ name }) => name)).toEqual([
    'dispersive.weight=0,seed=1',
    'dispersive.weight=0,seed=2',
    'dispersive.weight=0.5,seed=1',
    'dispersive.weight=0.5,seed=2',
  ]);
  expect(runs[2].input).toEqual({ scene: 'lift', 'training.steps': 10, 'dispersive.weight': 0.5, seed: 1 });
  expect(variedKeys(plan)).toEqual(['dispersive.weight']);
  expect(plan.evaluate).toEqual({ episodes: 50, steps: [1, 5, 32], seed: 20_000 });
});

test('an empty grid is one run', () => {
  expect(runsOf({ base: { scene: 'lift' }, grid: {} })).toEqual([
    { name: 'run', varied: {}, input: { scene: 'lift' } },
  ]);
});

test.each([
  [{ grid: { 'dispersive.weight': [0, 3] } }, 'grid.dispersive.weight[1]: expected 0 to 2, received 3'],
  [{ grid: { 'dispersive.weight': 0.5 } }, 'grid.dispersive.weight: expected a list of values, received 0.5'],
  [{ grid: { 'dispersive.weight': [0, 0] } }, 'grid.dispersive.weight: expected each value once, received [0,0]'],
  [{ grid: { 'dispersive.wait': [0] } }, 'grid.dispersive.wait: expected a known setting, received dispersive.wait'],
  [{ base: { seed: -1 } }, 'base.seed: expected a whole number from 0 to 2147483647, received -1'],
  [
    { evaluate: { steps: [1, 0] } },
    'evaluate.steps[1]: expected a list of different whole numbers from 1 to 1000, received 0',
  ],
  [{ evaluate: { episodes: 0 } }, 'evaluate.episodes: expected a whole number from 1 to 100000, received 0'],
  [{ evaluate: { step: [1] } }, 'evaluate.step: expected one of episodes, steps, seed'],
  [{ grids: {} }, 'grids: expected one of base, grid, backend, evaluate, policy'],
  [{ grid: { seed: [...Array(1001).keys()] } }, 'grid: expected 1000 runs at most, received 1001'],
  [{ policy: 'shipped', grid: { seed: [0] } }, 'grid: expected nothing to combine: a shipped policy is not trained'],
  [[], 'sweep: expected an object with base, grid, backend, evaluate, policy'],
])('%j is refused with its path', (content, message) => {
  expect(() => readSweepPlan(content)).toThrow(message);
});

test('each run is checked as an experiment before the first begins', () => {
  const content = { grid: { 'policy.timeEmbeddingSize': [16] } };
  expect(readSweepPlan(content, resolveExperiment).runs).toHaveLength(1);
  const refuse = () => {
    throw new Error('there is no such scene');
  };
  expect(() => readSweepPlan(content, refuse)).toThrow('there is no such scene');
});
