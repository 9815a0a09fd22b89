import { expect, test } from 'vitest';
import type { FinetuningRecord } from '../../core/experiment/records.ts';
import { finetuningRecords } from '../../core/experiment/runFixture.ts';
import { initialState } from '../../lab/labState.ts';
import { returnTable, timeTable, updateTable } from './finetuneTables.ts';
import { levelsOf } from './levels.ts';
import { readIteration, summariseReturn } from './returnWords.ts';
import { iterationAt } from './useShownIteration.ts';

const records = finetuningRecords as readonly FinetuningRecord[];
const [first, second] = records;

test('before the first episode has ended, the chart says so and invents no return', () => {
  expect(readIteration(first, 'return')).toBe('Step 1, iteration 1: no episode has ended yet, anchor 1');
  expect(summariseReturn(first, [], [], 'return')).toBe('Step 1: no episode has ended yet');
  expect(returnTable([first]).rows[0].slice(4, 7)).toEqual([null, null, null]);
});

test('the summary says training episodes and the levels to compare them with', () => {
  const levels = [{ id: 'demonstrations', name: 'demonstrations', value: 0.9 }] as const;
  expect(summariseReturn(second, [], levels, 'success')).toBe('Step 2: training episodes 67 %; demonstrations 90 %');
  expect(summariseReturn(second, [], [], 'return')).toBe('Step 2: training episodes 233');
});

test('an iteration without a clock leaves the table of times, and every number of an update is in its own', () => {
  expect(timeTable(records).rows).toEqual([[2, 2, 2, 1.2, 0.3, 0.5, 4096 / 3]]);
  for (const table of [returnTable(records), updateTable(records), timeTable(records)]) {
    for (const row of table.rows) expect(row, table.name).toHaveLength(table.columns.length);
  }
});

test('the iteration that is looked at is the one that ended nearest', () => {
  const far = [
    { ...first, step: 100 },
    { ...second, step: 200 },
  ];
  expect(iterationAt(far, 149)?.step).toBe(100);
  expect(iterationAt(far, 151)?.step).toBe(200);
  expect(iterationAt(far, 9999)?.step).toBe(200);
  expect(iterationAt([], 5)).toBeNull();
});

test('the level of stage 1 is its evaluation at step 0, and no other', () => {
  const at = (step: number) => ({ step, steps: 1, episodes: 4, successes: 3, meanReturn: 12 }) as never;
  const state = (step: number) => ({
    ...initialState,
    success: { ...initialState.success, bySteps: { 1: [at(step)] } },
  });
  expect(levelsOf(state(0), 'success')).toEqual([{ id: 'stage-1', name: 'stage 1', value: 0.75 }]);
  expect(levelsOf(state(0), 'return')[0].value).toBe(12);
  expect(levelsOf(state(500), 'success')).toEqual([]);
});
