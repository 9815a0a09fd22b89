import { expect, test } from 'vitest';
import { keptRun } from '../../core/experiment/runFixture.ts';
import { findRuns, sortRuns } from './runOrder.ts';
import { sayDate, sayResult, saySize } from './runWords.ts';

const rung = (successes: number) => [{ step: 9, steps: 1, episodes: 20, successes, meanReturn: 1 }];
const runs = [
  { ...keptRun, id: 'a', name: 'Lift 10', createdAt: 3, recordBytes: 5, lastEvaluation: rung(3) },
  { ...keptRun, id: 'b', name: 'Lift 9', note: 'Collapsed', createdAt: 2, recordBytes: 50, lastEvaluation: rung(9) },
  { ...keptRun, id: 'c', name: 'Hopper', createdAt: 1, recordBytes: 500 },
];
const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id).join('');

test('a search finds runs by every word of it, in names, notes and settings', () => {
  expect(ids(findRuns(runs, 'lift collapsed'))).toBe('b');
  expect(ids(findRuns(runs, 'seed=3 hopp'))).toBe('c');
  expect(ids(findRuns(runs, '  '))).toBe('abc');
});

test('runs are sorted by time, by name with numbers as numbers, by size and by what they reached', () => {
  expect(['newest', 'name', 'largest', 'best'].map((order) => ids(sortRuns(runs, order as 'newest')))).toEqual([
    'abc',
    'cba',
    'cba',
    'bac',
  ]);
});

test('results, sizes and dates are said in few words', () => {
  expect(sayResult(runs[0], 1, 'success')).toBe('3 of 20');
  expect(sayResult(runs[0], 32, 'success')).toBeNull();
  expect([900, 123_456, 12_345_678, 2_100_000_000].map(saySize)).toEqual(['1 KB', '124 KB', '12 MB', '2.1 GB']);
  expect(sayDate(Date.UTC(2020, 4, 5, 12), Date.UTC(2026, 1, 1))).toBe('5 May 2020');
});
