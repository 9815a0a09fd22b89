import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { resolveExperiment } from '../../core/experiment/experiment.ts';
import { keptRun } from '../../core/experiment/runFixture.ts';
import type { Lab } from '../../lab/lab.ts';
import { initialState, type LabState } from '../../lab/labState.ts';
import { initialPair } from '../../lab/pair/pairState.ts';
import { provenanceOfPair } from './pairProvenance.ts';

const experiments = {
  a: resolveExperiment({ 'dispersive.weight': 0 }),
  b: resolveExperiment({ 'dispersive.weight': 0.5, seed: 4 }),
};

const storeOf = (side: 'a' | 'b') =>
  createStore(
    (): LabState => ({
      ...initialState,
      run: { experiment: experiments[side], facts: null, phase: 'paused', message: null },
    }),
  );

test('a file that leaves the page says of each run by itself where it comes from, and in what the two differ', () => {
  const lab = {
    pair: {
      ...{ shown: { a: storeOf('a'), b: storeOf('b') }, state: initialPair },
      ...{ differences: () => ['seed', 'dispersive.weight'], experiment: (side: 'a' | 'b') => experiments[side] },
    },
    runs: {
      store: createStore(() => ({ runs: [{ ...keptRun, id: 'x', name: 'Kept B' }], activeId: null, rivalId: 'x' })),
    },
  } as unknown as Lab;
  expect(provenanceOfPair(lab)).toMatchObject({
    'A → B': 'Seed: 0 → 4; Weight α: 0 → 0.5',
    'A, run': 'not kept',
    'A, seed': '0',
    'B, run': 'Kept B',
    'B, run id': 'x',
    'B, seed': '4',
  });
});
