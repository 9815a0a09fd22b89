/** @file For tests: a machine's matrix products, number by number beside sums in doubles. */
import { describe, expect, test } from 'vitest';
import { Random } from '../random/random.ts';
import type { Product } from './jobs.ts';
import type { Machines } from './machine.ts';
import { Arena, type Matrix, padded } from './matrix.ts';

/** Defines the tests, with one row, with few, and with so many that a GPU computes them in large tiles. */
export function testProducts(machines: () => Machines): void {
  describe.each([1, 11, 517])('products of %i rows', (rows) => testProductsOf(rows, machines));
}

/** The difference’s length by the expected one’s, or its largest number by the largest, whichever is more. */
export function difference(actual: Float32Array, expected: Float32Array): number {
  const [apart, all] = [
    { length: 0, largest: 0 },
    { length: 0, largest: 0 },
  ];
  const count = (into: typeof apart, value: number) => {
    into.length += value ** 2;
    into.largest = Math.max(into.largest, Math.abs(value));
  };
  actual.forEach((value, i) => {
    count(apart, value - expected[i]);
    count(all, expected[i]);
  });
  return Math.max(Math.sqrt(apart.length / all.length), apart.largest / all.largest);
}

function testProductsOf(rows: number, machines: () => Machines): void {
  const random = new Random(5);
  const [columns, depth] = [rows === 11 ? 20 : 520, 12];

  /** Runs one product of made-up matrices. @returns its inputs by row and column, and its outputs */
  async function multiply(
    form: Product['form'],
    left: number[],
    right: number[],
    rest: (arena: Arena) => Partial<Product>,
  ) {
    const arena = new Arena();
    const matrix = ([height, width]: number[]) => arena.allocate(height, width);
    const job: Product = { kind: 'product', form, left: matrix(left), right: matrix(right), ...rest(arena) };
    const machine = machines().create(arena.size);
    const filled = (place: Matrix | undefined) => {
      if (!place) return () => 0;
      const values = random.normals(place.rows * place.columns);
      machine.write(place, values, place.columns);
      return (i: number, k: number) => values[i * place.columns + k];
    };
    const inputs = {
      ...{ left: filled(job.left), right: filled(job.right), bias: filled(job.bias), factor: filled(job.factor) },
      ...{ residual: filled(job.residual), scale: filled(job.scale) },
    };
    machine.prepare([job])(rows);
    const read = (place: Matrix | undefined) => place && machine.read(place, place.rows, place.columns);
    const [out, activated, slope, scaled, columnSums] = await Promise.all(
      [job.out, job.activated, job.slope, job.scaled, job.columnSums].map(read),
    );
    machine.dispose();
    return { inputs, out, activated, slope, scaled, columnSums };
  }

  function expectEach(actual: Float32Array | undefined, expected: (i: number, k: number) => number): void {
    const values = actual!.map((_, at) => expected(Math.floor(at / columns), at % columns));
    expect(difference(actual!, values)).toBeLessThan(1e-5);
  }

  const sum = (count: number, of: (k: number) => number) => {
    let total = 0;
    for (let k = 0; k < count; k++) total += of(k);
    return total;
  };

  test('a dense layer with all that may follow it', async () => {
    const made = await multiply('plain', [rows, depth], [depth, columns], (arena) => {
      const matrix = () => arena.allocate(rows, columns);
      const read = { bias: arena.allocate(1, columns), factor: matrix(), residual: matrix(), scale: matrix() };
      return { ...read, out: matrix(), activated: matrix(), slope: matrix(), scaled: matrix() };
    });
    const { left, right, bias, factor, residual, scale } = made.inputs;
    const value = (i: number, j: number) =>
      (sum(depth, (k) => left(i, k) * right(k, j)) + bias(0, j)) * factor(i, j) + residual(i, j);
    const mish = (x: number) => x * Math.tanh(Math.log1p(Math.exp(x)));
    expectEach(made.out, value);
    expectEach(made.activated, (i, j) => mish(value(i, j)));
    expectEach(made.slope, (i, j) => (mish(value(i, j) + 1e-4) - mish(value(i, j) - 1e-4)) / 2e-4);
    expectEach(made.scaled, (i, j) => scale(i, j) * value(i, j));
  });

  test('the gradient of its input', async () => {
    const { inputs, out } = await multiply('transposedRight', [rows, depth], [columns, depth], (arena) => ({
      out: arena.allocate(rows, columns),
    }));
    expectEach(out, (i, j) => sum(depth, (k) => inputs.left(i, k) * inputs.right(j, k)));
  });

  test.each([1, 8, 11])('the gradients of its weight and bias by a batch of %i', async (batch) => {
    const height = padded(rows);
    const { inputs, out, columnSums } = await multiply(
      'transposedLeft',
      [batch, height],
      [batch, columns],
      (arena) => ({
        out: arena.allocate(height, columns),
        columnSums: arena.allocate(1, columns),
      }),
    );
    expectEach(out, (i, j) => sum(batch, (k) => inputs.left(k, i) * inputs.right(k, j)));
    expectEach(columnSums, (_, j) => sum(batch, (k) => inputs.right(k, j)));
  });
}
