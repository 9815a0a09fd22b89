/**
 * References printed by `/usr/bin/python3 scripts/reference/representation.py` (scikit-learn 1.2.1): its trustworthiness
 * at 10 neighbours, and that of its exact t-SNE at perplexity 30, of a swiss roll that both languages make by formula.
 */
import { expect, test } from 'vitest';
import { Random } from '../random/random.ts';
import { swissRoll } from './referenceFixture.ts';
import { trustworthiness } from './trustworthiness.ts';
import { Tsne } from './tsne.ts';

const roll = swissRoll();

function pictureOf(seed: number): Float32Array {
  const tsne = new Tsne(new Random(seed), { perplexity: 30 });
  tsne.setData(roll, 500, 3);
  // As many as the page lets a first picture form.
  tsne.iterate(600);
  return tsne.picture;
}

test('t-SNE preserves the neighbourhoods of a swiss roll as well as scikit-learn’s, within 0.02', () => {
  // Its five seeds lie between 0.99875 and 0.99877.
  for (const seed of [1, 2]) {
    const trust = trustworthiness(roll, 3, pictureOf(seed), 10);
    expect(Math.abs(trust - 0.99876)).toBeLessThan(0.02);
  }
});

test('the same seed gives the same picture bit for bit', () => {
  expect(pictureOf(3)).toEqual(pictureOf(3));
});

test('a view of the roll from its side is trusted as little as scikit-learn trusts it', () => {
  const side = roll.filter((_, i) => i % 3 !== 2);
  expect(trustworthiness(roll, 3, side, 10)).toBeCloseTo(0.8172780185758514, 6);
});

test('the data itself is trusted wholly, and a shuffled picture about half', () => {
  const plane = new Random(1).normals(400);
  expect(trustworthiness(plane, 2, plane, 10)).toBe(1);
  expect(Math.abs(trustworthiness(plane, 2, new Random(2).normals(400), 10) - 0.5)).toBeLessThan(0.05);
});

test('more neighbours than half of the points are refused', () => {
  expect(() => trustworthiness(new Float32Array(20), 2, new Float32Array(20), 5)).toThrow(RangeError);
});
