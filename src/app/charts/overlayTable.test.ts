import { expect, test } from 'vitest';
import { overlayTable } from './overlayTable.ts';

const series = (id: string, steps: readonly number[]) => ({
  ...{ id, name: `Run ${id}`, color: 'red', steps },
  values: steps.map((step) => step / 10),
});

test('a row has each curve’s own value at that step, and none where it was not measured', () => {
  const table = overlayTable('Loss', [series('a', [1, 2, 3]), series('b', [2]), series('c', [])]);
  expect(table.rows).toEqual([
    [1, 0.1, null, null],
    [2, 0.2, 0.2, null],
    [3, 0.3, null, null],
  ]);
  expect(table.columns.map(({ label }) => label)).toEqual(['Training step', 'Run a', 'Run b', 'Run c']);
});

test('of 50,000 steps 200 are shown, and it is said', () => {
  const steps = Array.from({ length: 50_000 }, (_, i) => i);
  const table = overlayTable('Loss', [series('a', steps)]);
  expect(table.rows).toHaveLength(200);
  expect(table.rows[199]).toEqual([49_999, 4999.9]);
  expect(table.notes[0]).toContain('200 of 50,000 steps');
});
