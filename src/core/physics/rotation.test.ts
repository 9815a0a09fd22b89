import { expect, test } from 'vitest';
import { multiplyRotations, rotationError, rotationFromVector } from './rotation.ts';

const identity = [1, 0, 0, 0, 1, 0, 0, 0, 1];

function expectClose(received: ArrayLike<number>, expected: readonly number[]): void {
  expected.forEach((value, i) => {
    expect(received[i]).toBeCloseTo(value, 12);
  });
}

test('a quarter turn about z takes x to y', () => {
  expectClose(rotationFromVector([0, 0, Math.PI / 2]), [0, -1, 0, 1, 0, 0, 0, 0, 1]);
});

test('a turn and its opposite make the identity, down to turns that vanish', () => {
  for (const size of [2, 1e-3, 1e-9, 0]) {
    const vector = [0.3 * size, -0.5 * size, 0.8 * size];
    const product = new Float64Array(9);
    multiplyRotations(rotationFromVector(vector), rotationFromVector(vector.map((v) => -v)), product);
    expectClose(product, identity);
  }
});

test('the rotation error is the sine of the angle along its axis', () => {
  const goal = rotationFromVector([0.12, -0.16, 0]);
  const error = new Float64Array(4);
  rotationError([7, ...identity], 1, goal, error, 1);
  expectClose(error, [0, 0.6 * Math.sin(0.2), -0.8 * Math.sin(0.2), 0]);
});
