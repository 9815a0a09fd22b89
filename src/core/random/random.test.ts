import { expect, test } from 'vitest';
import { Random } from './random.ts';

test('a stream restored from its state continues bit for bit, spare normal included', () => {
  const random = new Random(7, 3);
  random.normal();
  const twin = Random.fromState(JSON.parse(JSON.stringify(random.state)));
  expect(Array.from({ length: 9 }, () => twin.normal())).toEqual(Array.from({ length: 9 }, () => random.normal()));
});

test('neighbouring seeds give unrelated streams', () => {
  const n = 4000;
  const [a, b] = [new Random(1), new Random(2)];
  let covariance = 0;
  for (let i = 0; i < n; i++) covariance += a.normal() * b.normal();
  expect(Math.abs(covariance / n)).toBeLessThan(4 / Math.sqrt(n));
});

test('normals have zero mean, unit variance and normal kurtosis', () => {
  const values = new Random(42).normals(100_000);
  const moment = (power: number) => values.reduce((sum, x) => sum + x ** power, 0) / values.length;
  expect(moment(1)).toBeCloseTo(0, 1.8);
  expect(moment(2)).toBeCloseTo(1, 1.8);
  expect(Math.abs(moment(4) - 3)).toBeLessThan(0.1);
});

test('a permutation holds every index once', () => {
  expect([...new Random(5).permutation(100)].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
});
