import { expect, test } from 'vitest';
import { findGrowth, type Reading } from './verdict.ts';

const megabyte = 2 ** 20;
const soak = (count: number, reading: (index: number) => Reading) =>
  Array.from({ length: count }, (_, i) => reading(i));

test('a heap that fills and is emptied again is flat, however high its peaks', () => {
  expect(findGrowth(soak(20, (i) => ({ 'page: JS heap': (30 + 40 * (i % 4)) * megabyte })))).toEqual([]);
});

test('warming up is no growth', () => {
  expect(findGrowth(soak(20, (i) => ({ 'training: WASM': Math.min(i, 5) * 50 * megabyte })))).toEqual([]);
});

test('a megabyte a reading is found, with its numbers', () => {
  const grown = findGrowth(soak(30, (i) => ({ 'page: JS heap': (20 + i) * megabyte, 'training: tensors': 40 })));
  expect(grown).toEqual([{ name: 'page: JS heap', before: 30 * megabyte, after: 40 * megabyte }]);
});

test('two tensors a reading are found', () => {
  expect(findGrowth(soak(30, (i) => ({ 'training: tensors': 40 + 2 * i }))).map(({ name }) => name)).toEqual([
    'training: tensors',
  ]);
});

test('a reading that is missing is not taken for a flat one', () => {
  const readings = soak(9, (i): Reading => (i < 5 ? {} : { 'rollouts 1: WASM': megabyte }));
  expect(findGrowth(readings)).toHaveLength(1);
});
