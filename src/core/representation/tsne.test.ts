import { expect, test } from 'vitest';
import { Random } from '../random/random.ts';
import { jointAffinities } from './affinities.ts';
import { Tsne } from './tsne.ts';
import { tsneDivergence, tsneGradient } from './tsneGradient.ts';

const size = 6;

/** `clusters` Gaussian clusters of unit variance, 12 apart, taking turns. */
function clustered(count: number, clusters: number, random = new Random(1)): Float32Array {
  return Float32Array.from({ length: count * size }, (_, i) => {
    const cluster = Math.floor(i / size) % clusters;
    return random.normal(i % size === cluster ? 12 : 0);
  });
}

function distance(points: Float32Array, i: number, j: number): number {
  return Math.hypot(points[2 * i] - points[2 * j], points[2 * i + 1] - points[2 * j + 1]);
}

/** Mean distance of each point from where it was, over the mean distance from the layout's centre. */
function relativeDisplacement(before: Float32Array, after: Float32Array): number {
  let [moved, extent] = [0, 0];
  for (let i = 0; i < before.length; i += 2) {
    moved += Math.hypot(after[i] - before[i], after[i + 1] - before[i + 1]);
    extent += Math.hypot(before[i], before[i + 1]);
  }
  return moved / extent;
}

test('the affinities are symmetric, sum to one, and give each point the wanted perplexity', () => {
  const count = 60;
  // In a large even ring every point has the same neighbourhood, so the joint rows show the conditional perplexity.
  const ring = Float32Array.from({ length: count * 2 }, (_, i) => {
    const angle = (2 * Math.PI * Math.floor(i / 2)) / count;
    return i % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
  });
  const joint = jointAffinities(ring, count, 2, 8);
  expect(joint.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  for (let i = 0; i < count; i++) {
    const row = [...joint.subarray(i * count, (i + 1) * count)].map((p) => p * count);
    const entropy = row.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0);
    expect(Math.exp(entropy)).toBeCloseTo(8, 3);
    for (let j = 0; j < i; j++) expect(joint[i * count + j]).toBe(joint[j * count + i]);
  }
});

test('the affinities do not see the scale of the embedding', () => {
  const values = clustered(40, 2);
  const [small, large] = [values, values.map((x) => x * 1024)].map((v) => jointAffinities(v, 40, size, 10));
  for (let i = 0; i < small.length; i++) expect(large[i]).toBeCloseTo(small[i], 8);
});

test('points that differ by float32 rounding alone are all equally near', () => {
  const noise = new Random(3);
  const values = new Float32Array(20 * size).map(() => 10 + noise.normal(0, 1e-6));
  const joint = jointAffinities(values, 20, size, 5);
  for (let i = 1; i < 20; i++) expect(joint[i]).toBeCloseTo(1 / (20 * 19), 12);
});

test('the gradient is that of the Kullback–Leibler divergence', () => {
  const count = 12;
  const affinities = jointAffinities(clustered(count, 3), count, size, 3);
  const layout = Float64Array.from(new Random(2).normals(2 * count));
  const gradient = new Float64Array(2 * count);
  tsneGradient(affinities, layout, 1, gradient);
  const h = 1e-5;
  for (let i = 0; i < layout.length; i++) {
    const [up, down] = [h, -h].map((step) =>
      tsneDivergence(
        affinities,
        layout.map((x, k) => (k === i ? x + step : x)),
      ),
    );
    expect(gradient[i]).toBeCloseTo((up - down) / (2 * h), 7);
  }
});

test('well separated clusters are drawn as separate clusters', () => {
  const [count, clusters] = [90, 3];
  const tsne = new Tsne(new Random(5));
  tsne.setData(clustered(count, clusters), count, size);
  tsne.iterate(400);
  const { points } = tsne;
  // Every point's ten nearest are of its own cluster.
  for (let i = 0; i < count; i++) {
    const others = Array.from({ length: count }, (_, j) => j).filter((j) => j !== i);
    const nearest = others.sort((a, b) => distance(points, i, a) - distance(points, i, b)).slice(0, 10);
    expect(nearest.every((j) => j % clusters === i % clusters)).toBe(true);
  }
});

test('the same seed draws the same layout, another seed another one', () => {
  const draw = (seed: number) => {
    const tsne = new Tsne(new Random(seed));
    tsne.setData(clustered(50, 2), 50, size);
    tsne.iterate(120);
    return tsne.points;
  };
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
});

test('data that changes a little moves the layout a little, where a fresh start would redraw it', () => {
  const count = 100;
  const values = clustered(count, 4);
  const noise = new Random(8);
  const nudged = values.map((x) => x + noise.normal(0, 0.05));

  const warm = new Tsne(new Random(3));
  warm.setData(values, count, size);
  warm.iterate(600);
  const before = warm.points;
  warm.setData(nudged, count, size);
  expect(warm.points).toEqual(before);
  warm.iterate(300);
  expect(relativeDisplacement(before, warm.points)).toBeLessThan(0.1);

  const fresh = new Tsne(new Random(4));
  fresh.setData(nudged, count, size);
  fresh.iterate(600);
  expect(relativeDisplacement(before, fresh.points)).toBeGreaterThan(0.5);
});

test('a picture keeps its size while the layout in it grows, and its shape', () => {
  const count = 60;
  const tsne = new Tsne(new Random(3));
  tsne.setData(clustered(count, 3), count, size);
  const radius = (points: Float32Array) => Math.sqrt(points.reduce((sum, x) => sum + x * x, 0) / count);
  for (const iterations of [0, 50, 300, 300]) {
    tsne.iterate(iterations);
    const { points, picture } = tsne;
    expect(radius(picture)).toBeCloseTo(1, 4);
    const grown = radius(points);
    for (let i = 0; i < points.length; i++) expect(picture[i] * grown).toBeCloseTo(points[i], 3);
  }
});

test('a warm layout follows data that changes much: new clusters come apart', () => {
  const count = 60;
  const tsne = new Tsne(new Random(3));
  tsne.setData(new Random(6).normals(count * size), count, size);
  tsne.iterate(300);
  tsne.setData(clustered(count, 2), count, size);
  const before = tsne.divergence;
  tsne.iterate(300);
  expect(tsne.divergence).toBeLessThan(0.5 * before);
});

test.each([
  ['identical points', () => new Float32Array(40 * size).fill(2)],
  ['zero vectors', () => new Float32Array(40 * size)],
  ['more duplicates than the perplexity', () => clustered(40, 2).fill(1, 0, 30 * size)],
  ['one outlier at a huge distance', () => new Float32Array(40 * size).fill(1e18, 0, 1)],
])('%s give a finite layout', (_, values) => {
  const tsne = new Tsne(new Random(1));
  tsne.setData(values(), 40, size);
  tsne.iterate(300);
  expect(tsne.points.every(Number.isFinite)).toBe(true);
  expect(Number.isFinite(tsne.divergence)).toBe(true);
});

test('two points are the least and two thousand the most', () => {
  const tsne = new Tsne(new Random(1));
  tsne.setData(Float32Array.of(0, 1), 2, 1);
  tsne.iterate(10);
  expect(tsne.points).toHaveLength(4);
  expect(() => tsne.setData(new Float32Array(1), 1, 1)).toThrow(RangeError);
  expect(() => tsne.setData(new Float32Array(2001), 2001, 1)).toThrow('at most 2000 points, received 2001');
});
