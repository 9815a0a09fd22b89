import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { evaluationRecord, experiment, lossRecord } from '../../core/experiment/runFixture.ts';
import type { Lab } from '../../lab/lab.ts';
import { initialState, type LabState } from '../../lab/labState.ts';
import { initialPair } from '../../lab/pair/pairState.ts';
import { RunHistory } from '../../lab/runHistory.ts';
import { pairLossTable, pairOutcomeTable } from './pairTables.ts';

type PlainRecord = ReturnType<typeof lossRecord>;

/** A run with these records on a side */
function side(records: readonly PlainRecord[]) {
  const history = new RunHistory();
  for (const record of records) history.add(record);
  const state: LabState = {
    ...initialState,
    run: { experiment, facts: null, phase: 'paused', message: null },
    loss: history.lossChart(),
    success: history.successChart(),
  };
  return createStore(() => state);
}

const labOf = (a: readonly PlainRecord[], b: readonly PlainRecord[]) =>
  ({ pair: { shown: { a: side(a), b: side(b) }, state: initialPair } }) as unknown as Lab;

test('a row is a step that either run logged, with nothing where the other did not', () => {
  const { columns, rows } = pairLossTable(
    labOf([lossRecord(10, 3), lossRecord(20, 2)], [lossRecord(20, 1), lossRecord(30, 0.5)]),
    'velocityLoss',
  );
  expect(columns.map(({ key }) => key)).toEqual([
    'step',
    'a_velocityLoss',
    'a_movingAverage',
    'b_velocityLoss',
    'b_movingAverage',
  ]);
  expect(rows.map(([step, a, , b]) => [step, a, b])).toEqual([
    [10, 3, null],
    [20, 2, 1],
    [30, null, 0.5],
  ]);
});

test('paired counts and their p stand once for two evaluations of the same episodes, and nowhere else', () => {
  const lab = labOf(
    [evaluationRecord(5, 1, 0), evaluationRecord(9, 1, 1)],
    [evaluationRecord(5, 1, 2), evaluationRecord(5, 32, 2)],
  );
  const { columns, rows } = pairOutcomeTable(lab);
  const at = (key: string) => columns.findIndex((column) => column.key === key);
  const said = rows.map((row) =>
    ['step', 'denoisingSteps', 'run', 'successes', 'onlyB', 'pValue'].map((key) => row[at(key)]),
  );
  expect(said).toEqual([
    [5, 1, 'A', 0, null, null],
    [5, 1, 'B', 2, 2, 0.5],
    [5, 32, 'B', 2, null, null],
    [9, 1, 'A', 1, null, null],
  ]);
});
