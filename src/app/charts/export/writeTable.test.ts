import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cell, ChartTable } from '../chartTable.ts';
import { someRows } from '../chartTable.ts';
import { writeCsv, writeJson } from './writeTable.ts';

const provenance = { run: 'seed, 3', seed: '3' };
const table = (rows: readonly (readonly Cell[])[]): ChartTable => ({
  name: 'loss',
  title: 'Velocity loss',
  columns: [
    { key: 'step', label: 'Training step', unit: 'steps' },
    { key: 'loss', label: 'Loss', unit: 'squared normalised action units' },
  ],
  rows,
  notes: ['A note.'],
});

/** The lines that are not comments, cut at their commas. */
const dataOf = (csv: string) =>
  csv
    .split('\r\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(','));

test('every number comes back from CSV bit for bit, also what is not finite', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.double(), fc.double())), (rows) => {
      const [header, ...lines] = dataOf(writeCsv(table(rows), provenance));
      expect(header).toEqual(['step', 'loss']);
      // Text has one zero.
      expect(lines.map((line) => line.map(Number))).toEqual(rows.map((row) => row.map((value) => value + 0)));
    }),
    { seed: 1 },
  );
});

test('CSV and JSON hold the same numbers, under the same names', () => {
  const rows = [
    [1, 0.1 + 0.2],
    [2, Number.NaN],
    [3, null],
  ];
  const fromJson = JSON.parse(writeJson(table(rows), provenance));
  expect(fromJson.rows).toEqual([
    { step: 1, loss: 0.30000000000000004 },
    { step: 2, loss: 'NaN' },
    { step: 3, loss: null },
  ]);
  expect(dataOf(writeCsv(table(rows), provenance)).slice(1)).toEqual([
    ['1', '0.30000000000000004'],
    ['2', 'NaN'],
    ['3', ''],
  ]);
  expect(fromJson.provenance).toEqual(provenance);
});

test('a CSV file says in comments where its numbers come from, in what units, and what to know', () => {
  const csv = writeCsv(table([]), { ...provenance, note: 'two\nlines' });
  expect(csv).toContain('# run: seed, 3\r\n');
  expect(csv).toContain('# column loss: Loss, squared normalised action units\r\n');
  expect(csv).toContain('# A note.\r\n');
  expect(csv).toContain('# note: two lines\r\n');
});

test('a text with a comma or a quote stays one cell', () => {
  const csv = writeCsv(table([['a "b", c', 1]]), {});
  expect(csv).toContain('\r\n"a ""b"", c",1\r\n');
});

test('of many rows some are shown, the first and the last among them', () => {
  const rows = Array.from({ length: 50_000 }, (_, i) => [i]);
  const shown = someRows(rows, 200).map(([step]) => step as number);
  expect(shown).toHaveLength(200);
  expect([shown[0], shown[199]]).toEqual([0, 49_999]);
  expect(new Set(shown).size).toBe(200);
  expect(someRows(rows.slice(0, 3), 200)).toHaveLength(3);
});
