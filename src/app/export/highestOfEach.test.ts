import { expect, test } from 'vitest';
import { highestOfEach } from './highestOfEach.ts';

test('one late step of ten thousand is still seen in a hundred columns', () => {
  const values = new Float64Array(10_000);
  values[4321] = 9;
  const columns = highestOfEach(values, 100);
  expect(columns[43]).toBe(9);
  expect(columns.filter((value) => value > 0)).toHaveLength(1);
});

test('a column without a value has none, and values may be below zero', () => {
  expect(highestOfEach([Number.NaN, Number.NaN, -2, Number.NaN, -5, -4], 3)).toEqual([Number.NaN, -2, -4]);
});
