import { expect, test } from 'vitest';
import { resolveExperiment } from '../experiment/experiment.ts';
import { anchorWeightAt } from './anchorWeight.ts';

const weights = (settings: Record<string, number | string>) =>
  [0, 10, 15, 20, 100].map((iteration) =>
    anchorWeightAt(iteration, resolveExperiment({ 'anchor.weight': 2, ...settings })),
  );

test('without an anchor nothing pulls, whatever its weight says', () => {
  expect(weights({ 'anchor.schedule': 'none' })).toEqual([0, 0, 0, 0, 0]);
});

test('a constant anchor never lets go', () => {
  expect(weights({ 'anchor.schedule': 'constant' })).toEqual([2, 2, 2, 2, 2]);
});

test('a linear anchor falls between two iterations and is flat outside of them', () => {
  const line = { 'anchor.schedule': 'linear', 'anchor.decayStart': 10, 'anchor.decayEnd': 20, 'anchor.finalWeight': 1 };
  expect(weights(line)).toEqual([2, 2, 1.5, 1, 1]);
});

test('an anchor whose decay ends where it begins drops there at once', () => {
  const cliff = { 'anchor.decayStart': 10, 'anchor.decayEnd': 10, 'anchor.finalWeight': 0.5 };
  expect(weights(cliff)).toEqual([2, 2, 0.5, 0.5, 0.5]);
});
