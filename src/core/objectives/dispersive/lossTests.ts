/** @file The tests of every dispersive loss on whichever backend is current: called where each backend can be started. */
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { dispersiveLossWords, namesIn } from '../../experiment/dispersion.ts';
import type { Matrix } from '../../policy/layers.ts';
import { Random } from '../../random/random.ts';
import { type Batch, differences, formulas, type Kind, settingsOfFormulas } from './lossFormulas.ts';
import { dispersiveLosses } from './registry.ts';

const kinds = namesIn(dispersiveLossWords).filter((kind): kind is Kind => kind !== 'none');
const usual = { 'dispersive.temperature': 0.5, 'dispersive.margin': 1 };

/** Registers the tests; a `beforeAll` around them has to start the backend. */
export function testDispersiveLosses(): void {
  describe('values worked out by hand', () => {
    // Distances 5, 1 and √18.
    const triangle = [
      [0, 0],
      [3, 4],
      [0, 1],
    ];
    const e = Math.exp;
    const root18 = Math.sqrt(18) / 0.5;
    const byHand: Record<Kind, { batch: Batch; expected: number }> = {
      infonce_l2: { batch: triangle, expected: Math.log((3 + 2 * (e(-25) + e(-1) + e(-18))) / 9) },
      // Cosines 0, 1 and 0, whatever the lengths.
      infonce_cosine: {
        batch: [
          [1, 0],
          [0, 2],
          [3, 0],
        ],
        expected: Math.log((3 + 2 * (e(-2) + 1 + e(-2))) / 9),
      },
      hinge: { batch: triangle.map((row) => row.map((x) => x / 2)), expected: (2 * (1 - 0.5) ** 2) / 6 },
      // Centred: (−1, −2), (1, 0), (0, 2), so the one covariance is 2/2, and it counts twice.
      covariance: {
        batch: [
          [0, 0],
          [2, 2],
          [1, 4],
        ],
        expected: 2,
      },
      infonce_l2_release: {
        batch: triangle,
        expected:
          -(Math.log(e(10) + e(10) + e(2)) + Math.log(e(10) + e(10) + e(root18)) + Math.log(e(10) + e(2) + e(root18))) /
          3,
      },
    };
    test.each(kinds)('%s', async (kind) => {
      const { batch, expected } = byHand[kind];
      expect(await lossOf(kind, batch)).toBeCloseTo(expected, 5);
    });
  });

  describe.each(kinds)('%s', (kind) => {
    test('has the value of its formula in doubles, and the gradient of the formula’s finite differences', async () => {
      const batch = randomBatch(13, 5);
      const formula = formulas[kind];
      expect(await lossOf(kind, batch, settingsOfFormulas)).toBeCloseTo(formula(batch), 4);
      const gradient = await gradientOf(kind, batch, settingsOfFormulas);
      const expected = differences(formula, batch);
      const norm = Math.hypot(...expected.flat());
      expect(norm).toBeGreaterThan(1e-3);
      const error = Math.hypot(...expected.flat().map((value, i) => value - gradient.flat()[i]));
      expect(error / norm).toBeLessThan(1e-3);
    });

    test('has a gradient that is finite where two of many features coincide', async () => {
      const batch = randomBatch(7, 3).map((row, i, rows) => (i === 4 ? rows[1] : row));
      expect((await gradientOf(kind, batch)).flat().every(Number.isFinite)).toBe(true);
    });
  });

  describe('where all features are identical', () => {
    // Numbers whose mean over 13 is not exact in float32.
    const batch = Array.from({ length: 13 }, () => [0.3, -1.7, 2.1, 0.9, 1.1]);
    const expected: Record<Kind, number> = {
      infonce_l2: 0,
      infonce_cosine: 0,
      hinge: 1,
      covariance: 0,
      infonce_l2_release: -Math.log(Math.exp(10) + 12),
    };
    test.each(kinds)('%s is at its known limit and gives no gradient', async (kind) => {
      expect(await lossOf(kind, batch)).toBeCloseTo(expected[kind], 5);
      const gradient = (await gradientOf(kind, batch)).flat();
      expect(Math.max(...gradient.map(Math.abs))).toBeLessThan(1e-5);
    });
  });

  describe('where features are far apart', () => {
    const far = axes(5, 1000);

    test('infonce_l2 tends to −log B', async () => {
      expect(await lossOf('infonce_l2', far)).toBeCloseTo(-Math.log(5), 5);
    });

    test('infonce_cosine sees right angles, at whatever length', async () => {
      const expected = Math.log((1 + 4 * Math.exp(-2)) / 5);
      for (const length of [0.01, 1, 1000]) {
        expect(await lossOf('infonce_cosine', axes(5, length))).toBeCloseTo(expected, 5);
      }
    });

    test('hinge is 0 and gives no gradient', async () => {
      expect(await lossOf('hinge', far)).toBe(0);
      expect((await gradientOf('hinge', far)).flat().every((value) => value === 0)).toBe(true);
    });

    test('covariance grows with the fourth power of the length, and is 0 where numbers are uncorrelated', async () => {
      const batch = randomBatch(9, 3);
      const longer = batch.map((row) => row.map((x) => 10 * x));
      expect((await lossOf('covariance', longer)) / (await lossOf('covariance', batch))).toBeCloseTo(1e4, -1);
      const square = [
        [50, 50],
        [50, -50],
        [-50, 50],
        [-50, -50],
      ];
      expect(await lossOf('covariance', square)).toBe(0);
    });

    test('infonce_l2_release stands at −10 − log B from ten temperatures on, and pushes nothing', async () => {
      expect(await lossOf('infonce_l2_release', far)).toBeCloseTo(-10 - Math.log(5), 5);
      expect((await gradientOf('infonce_l2_release', far)).flat().every((value) => value === 0)).toBe(true);
    });
  });

  test('infonce_l2 and hinge push the nearer of two pairs harder, infonce_l2_release the farther', async () => {
    const batch = [
      [0, 0],
      [0.9, 0],
      [30, 0],
      [32.5, 0],
    ];
    const pushes = async (kind: Kind) => {
      const gradient = await gradientOf(kind, batch);
      return { nearer: Math.abs(gradient[0][0]), farther: Math.abs(gradient[2][0]) };
    };
    for (const kind of ['infonce_l2', 'hinge'] as const) {
      const { nearer, farther } = await pushes(kind);
      expect(nearer, kind).toBeGreaterThan(1.5 * farther);
    }
    const { nearer, farther } = await pushes('infonce_l2_release');
    expect(farther).toBeGreaterThan(1.5 * nearer);
  });
}

function randomBatch(count: number, size: number): number[][] {
  const values = new Random(count).normals(count * size);
  return Array.from({ length: count }, (_, i) => Array.from(values.subarray(i * size, (i + 1) * size)));
}

/** `count` features of one length at right angles to each other. */
function axes(count: number, length: number): number[][] {
  return Array.from({ length: count }, (_, i) => Array.from({ length: count }, (_, k) => (i === k ? length : 0)));
}

async function lossOf(kind: Kind, batch: Batch, settings = usual): Promise<number> {
  const loss = tf.tidy(() => dispersiveLosses[kind]!.loss(tf.tensor2d(batch as number[][]), settings));
  const [value] = await loss.data();
  loss.dispose();
  return value;
}

async function gradientOf(kind: Kind, batch: Batch, settings = usual): Promise<number[][]> {
  const gradient = tf.tidy(() =>
    tf.grad((features) => dispersiveLosses[kind]!.loss(features as Matrix, settings))(tf.tensor2d(batch as number[][])),
  );
  const rows = await (gradient as Matrix).array();
  gradient.dispose();
  return rows;
}
