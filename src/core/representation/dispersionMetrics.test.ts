import { expect, test } from 'vitest';
import { Random } from '../random/random.ts';
import { dispersionMetrics } from './dispersionMetrics.ts';

const gaussian = (count: number, size: number, seed = 1) => new Random(seed).normals(count * size);

test('points on both ends of d equal axes have effective rank exactly d', () => {
  for (const size of [2, 5, 16]) {
    const values = new Float32Array(2 * size * size);
    for (let axis = 0; axis < size; axis++) {
      values[2 * axis * size + axis] = 3;
      values[(2 * axis + 1) * size + axis] = -3;
    }
    expect(dispersionMetrics(values, 2 * size, size).effectiveRank).toBeCloseTo(size, 6);
  }
});

test('an isotropic Gaussian has nearly full rank, cosine 0 and the chi distribution’s distance and norm', () => {
  const metrics = dispersionMetrics(gaussian(1000, 4), 1000, 4);
  // E‖x‖ = √2 Γ(5/2)/Γ(2) and E‖x − y‖ = √2 E‖x‖ in 4 dimensions.
  const norm = Math.SQRT2 * ((3 * Math.sqrt(Math.PI)) / 4);
  const fourDeviations = (4 * Math.sqrt(4 - norm ** 2)) / norm / Math.sqrt(1000);
  expect(metrics.effectiveRank).toBeGreaterThan(3.97);
  expect(metrics.effectiveRank).toBeLessThanOrEqual(4);
  expect(Math.abs(metrics.meanCosine)).toBeLessThan(0.01);
  expect(Math.abs(metrics.meanNorm / norm - 1)).toBeLessThan(fourDeviations);
  expect(Math.abs(metrics.meanDistance / (Math.SQRT2 * norm) - 1)).toBeLessThan(fourDeviations);
});

test('directions uniform on the circle have uniformity log(I₀(4)·e⁻⁴)', () => {
  const count = 1000;
  const values = Float32Array.from({ length: 2 * count }, (_, i) => {
    const angle = (2 * Math.PI * Math.floor(i / 2)) / count;
    return i % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
  });
  // The mean over i ≠ j of an even grid leaves out the pair at distance 0.
  const continuum = 11.301921952136331 * Math.exp(-4);
  const expected = Math.log((continuum * count - 1) / (count - 1));
  expect(dispersionMetrics(values, count, 2).uniformity).toBeCloseTo(expected, 5);
});

test('points along one line have effective rank 1', () => {
  const along = gaussian(64, 1);
  const values = Float32Array.from({ length: 64 * 8 }, (_, i) => along[Math.floor(i / 8)] * ((i % 8) - 2.5));
  expect(dispersionMetrics(values, 64, 8).effectiveRank).toBeCloseTo(1, 6);
});

test('identical points are a defined collapse, at the origin and far from it', () => {
  for (const value of [0, 0.1, 123.456]) {
    const metrics = dispersionMetrics(new Float32Array(32 * 6).fill(value), 32, 6);
    expect(metrics.effectiveRank).toBe(1);
    expect(metrics.meanDistance).toBe(0);
    expect(metrics.meanCosine).toBeCloseTo(1, 12);
    expect(metrics.uniformity).toBeCloseTo(0, 12);
    expect(metrics.meanNorm).toBeCloseTo(Math.fround(value) * Math.sqrt(6), 4);
  }
});

test('rounding noise on one point is not mistaken for a rich representation', () => {
  const noise = gaussian(64, 8);
  const values = noise.map((x) => 10 + 1e-6 * x);
  expect(dispersionMetrics(values, 64, 8).effectiveRank).toBe(1);
});

test('inflating the norm raises distance and norm and leaves rank, cosine and uniformity unchanged', () => {
  const values = gaussian(100, 6, 4).map((x, i) => x * (1 + (i % 6)));
  const before = dispersionMetrics(values, 100, 6);
  const after = dispersionMetrics(
    values.map((x) => x * 256),
    100,
    6,
  );
  expect(after.meanDistance / before.meanDistance).toBeCloseTo(256, 6);
  expect(after.meanNorm / before.meanNorm).toBeCloseTo(256, 6);
  expect(after.effectiveRank).toBeCloseTo(before.effectiveRank, 9);
  expect(after.meanCosine).toBeCloseTo(before.meanCosine, 9);
  expect(after.uniformity).toBeCloseTo(before.uniformity, 9);
});

test('a NaN is an error that names its point, never a number', () => {
  const values = gaussian(10, 3);
  values[13] = Number.NaN;
  expect(() => dispersionMetrics(values, 10, 3)).toThrow('point 4 holds NaN');
});

test('a shape that does not fit is refused', () => {
  expect(() => dispersionMetrics(new Float32Array(7), 2, 4)).toThrow('received 7 for 2 × 4');
  expect(() => dispersionMetrics(new Float32Array(4), 1, 4)).toThrow(RangeError);
});
