import { expect, test } from 'vitest';
import { Random } from '../random/random.ts';
import { linearProbeR2 } from './linearProbe.ts';

const count = 128;
const observations = new Random(1).normals(count * 3);

/** Each row of the observations through a function. */
const embed = (size: number, map: (row: Float32Array) => number[]) =>
  Float32Array.from(
    Array.from({ length: count }, (_, i) => map(observations.subarray(3 * i, 3 * i + 3)).slice(0, size)).flat(),
  );

test('an embedding from which a line reads everything has R² 1, however short or long it is', () => {
  const whole = ([a, b, c]: Float32Array) => [a + 2 * b, b - c, 3 * c + 5, a];
  for (const scale of [1e-3, 1, 1e3]) {
    const embedding = embed(4, (row) => whole(row).map((value) => scale * value));
    expect(linearProbeR2(embedding, 4, observations, 3)).toBeCloseTo(1, 4);
  }
});

test('an embedding that lost one of three equal numbers has R² about 2/3', () => {
  const variance = [0, 1, 2].map((d) => observations.filter((_, i) => i % 3 === d).reduce((s, x) => s + x * x, 0));
  const share = (variance[0] + variance[1]) / variance.reduce((sum, value) => sum + value, 0);
  expect(
    Math.abs(
      linearProbeR2(
        embed(2, ([a, b]) => [a, b]),
        2,
        observations,
        3,
      )! - share,
    ),
  ).toBeLessThan(0.05);
});

test('a collapsed embedding has R² exactly 0, at the origin, far from it, and with rounding noise', () => {
  const noise = new Random(2);
  for (const point of [() => 0, () => 7, () => 7 + 1e-7 * noise.normal()]) {
    const embedding = new Float32Array(count * 4).map(point);
    expect(linearProbeR2(embedding, 4, observations, 3)).toBe(0);
  }
});

test('noise that knows nothing of the observation is not better than the mean', () => {
  expect(linearProbeR2(new Random(5).normals(count * 4), 4, observations, 3)!).toBeLessThan(0.05);
});

test('the held-out half decides: what fits the fitted half by chance counts against it', () => {
  // 48 random numbers can draw 64 rows nearly exactly.
  expect(linearProbeR2(new Random(6).normals(count * 48), 48, observations, 3)!).toBeLessThan(0);
});

test('an embedding with more numbers than rows, or with repeated ones, gives a finite number', () => {
  const wide = new Random(7).normals(16 * 64);
  expect(Number.isFinite(linearProbeR2(wide, 64, observations.slice(0, 48), 3))).toBe(true);
  expect(
    linearProbeR2(
      embed(4, ([a, b]) => [a, a, b, b]),
      4,
      observations,
      3,
    )!,
  ).toBeGreaterThan(0.4);
});

test('a number of the observation that never varies counts nothing', () => {
  const withConstant = Float32Array.from({ length: count * 4 }, (_, i) =>
    i % 4 === 3 ? 0.5 : observations[Math.floor(i / 4) * 3 + (i % 4)],
  );
  const embedding = embed(2, ([a, b]) => [a, b]);
  const r2 = linearProbeR2(embedding, 2, observations, 3)!;
  expect(linearProbeR2(embedding, 2, withConstant, 4)).toBeCloseTo(r2, 12);
});

test('where no observation varies or there are too few, nothing is said', () => {
  expect(linearProbeR2(observations, 3, new Float32Array(count).fill(2), 1)).toBeUndefined();
  expect(linearProbeR2(observations.slice(0, 9), 3, observations.slice(0, 9), 3)).toBeUndefined();
});
