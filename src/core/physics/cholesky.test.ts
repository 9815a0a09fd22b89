import { expect, test } from 'vitest';
import { choleskyFactor, choleskySubstitute } from './cholesky.ts';

test('a solution put back into the equation gives the right-hand side', () => {
  const matrix = [4, 1, -0.5, 1, 3, 0.2, -0.5, 0.2, 2];
  const right = [1, -2, 0.7];
  const factor = Float64Array.from(matrix);
  const solution = Float64Array.of(9, ...right);
  choleskyFactor(factor, 3);
  choleskySubstitute(factor, solution, 3, 1);
  expect(solution[0]).toBe(9);
  for (let row = 0; row < 3; row++) {
    const product = matrix.slice(row * 3, row * 3 + 3).reduce((sum, value, i) => sum + value * solution[i + 1], 0);
    expect(product).toBeCloseTo(right[row], 12);
  }
});

test('a singular matrix gives a finite answer that still solves what can be solved', () => {
  const factor = Float64Array.of(1, 2, 2, 4);
  const solution = Float64Array.of(3, 6);
  choleskyFactor(factor, 2);
  choleskySubstitute(factor, solution, 2);
  expect([...solution]).toEqual([3, 0]);
});
