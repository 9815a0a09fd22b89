import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { Random } from '../random/random.ts';
import { activateBackend } from './tensorBackend.ts';

beforeAll(async () => {
  await activateBackend('wasm');
});

test('a vector, rows and columns are cut on wasm where JavaScript cuts them', () => {
  const values = new Random(1).normals(60);
  const [vector, matrix] = [tf.tensor1d(values), tf.tensor2d(values, [12, 5])];
  const pieces = tf.split(vector, [7, 1, 52]).map((piece) => piece.dataSync());
  expect(pieces).toEqual([values.slice(0, 7), values.slice(7, 8), values.slice(8)]);
  expect(tf.slice(matrix, [3, 0], [4, 5]).dataSync()).toEqual(values.slice(15, 35));
  const column = values.filter((_, i) => i % 5 === 2);
  expect(tf.slice(matrix, [0, 2], [12, 1]).dataSync()).toEqual(column);
  expect(tf.split(matrix, [2, 1, 2], 1)[1].dataSync()).toEqual(column);
  expect(tf.split(matrix, [3, 9]).map((piece) => piece.shape)).toEqual([
    [3, 5],
    [9, 5],
  ]);
});

test('a piece stays as it was when the vector it was cut from is gone', () => {
  const vector = tf.tensor1d([1, 2, 3, 4]);
  const piece = tf.slice(vector, [1], [2]);
  vector.dispose();
  tf.tensor1d([9, 9, 9, 9]);
  expect(Array.from(piece.dataSync())).toEqual([2, 3]);
});
