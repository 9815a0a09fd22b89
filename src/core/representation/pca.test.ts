import { expect, test } from 'vitest';
import { Random } from '../random/random.ts';
import { fitPrincipalAxes, projectOnAxes } from './pca.ts';

/** Spread 5 along the first direction, 2 along the second, little elsewhere, around a mean far from zero. */
function cloud(count: number, first: readonly number[], second: readonly number[], seed: number): Float32Array {
  const random = new Random(seed);
  const size = first.length;
  const values = new Float32Array(count * size);
  for (let point = 0; point < count; point++) {
    const [along, across] = [random.normal(0, 5), random.normal(0, 2)];
    for (let a = 0; a < size; a++) {
      values[point * size + a] = 7 + along * first[a] + across * second[a] + random.normal(0, 0.05);
    }
  }
  return values;
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a).reduce((sum, x, i) => sum + x * b[i], 0);

test('the axes are the directions of largest and second largest variance', () => {
  const [first, second] = [
    [0.6, 0, 0.8, 0],
    [0, -0.28, 0, 0.96],
  ];
  const { axes } = fitPrincipalAxes(cloud(500, first, second, 1), 500, 4);
  expect(dot(axes[0], first)).toBeGreaterThan(0.999);
  expect(dot(axes[1], second)).toBeGreaterThan(0.999);
  expect(dot(axes[0], axes[1])).toBeCloseTo(0, 10);
});

test('the same directions are drawn the same way round, whichever way the decomposition found them', () => {
  for (let seed = 0; seed < 20; seed++) {
    const { axes } = fitPrincipalAxes(new Random(seed).normals(60), 20, 3);
    for (const axis of axes) expect(Math.max(...axis)).toBe(Math.max(...axis.map(Math.abs)));
  }
});

test('fixed axes show a later shrink as a shrink', () => {
  const values = cloud(200, [1, 0], [0, 1], 3);
  const axes = fitPrincipalAxes(values, 200, 2);
  const shrunk = values.map((value, i) => axes.mean[i % 2] + 0.1 * (value - axes.mean[i % 2]));
  const [before, after] = [projectOnAxes(axes, values, 200), projectOnAxes(axes, shrunk, 200)];
  for (let i = 0; i < before.length; i++) expect(after[i]).toBeCloseTo(0.1 * before[i], 4);
});

test.each([
  ['identical points', new Float32Array(40).fill(3)],
  ['points on a line', Float32Array.from({ length: 40 }, (_, i) => Math.floor(i / 4))],
])('%s give orthonormal axes, on which later data can spread', (_, values) => {
  const { axes } = fitPrincipalAxes(values, 10, 4);
  expect(dot(axes[0], axes[0])).toBeCloseTo(1, 10);
  expect(dot(axes[1], axes[1])).toBeCloseTo(1, 10);
  expect(dot(axes[0], axes[1])).toBeCloseTo(0, 10);
});

test('an embedding of size 1 has one axis and a flat second coordinate', () => {
  const values = Float32Array.of(1, 2, 4);
  const points = projectOnAxes(fitPrincipalAxes(values, 3, 1), values, 3);
  expect([points[1], points[3], points[5]]).toEqual([0, 0, 0]);
  expect(points[4] - points[0]).toBeCloseTo(3, 6);
});
