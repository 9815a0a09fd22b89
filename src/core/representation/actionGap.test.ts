import { expect, test } from 'vitest';
import { actionGap } from './actionGap.ts';

test('the gap is the root mean square difference of the actions as they are played', () => {
  expect(actionGap(Float32Array.of(0.5, -0.5), Float32Array.of(0.5, 0.5))).toBeCloseTo(Math.SQRT1_2, 12);
  // Both are clamped to the same action.
  expect(actionGap(Float32Array.of(3), Float32Array.of(1.5))).toBe(0);
  expect(actionGap(Float32Array.of(-9, -9), Float32Array.of(9, 9))).toBe(2);
});

test('chunks of different shapes are refused, and so is nothing', () => {
  expect(() => actionGap(new Float32Array(2), new Float32Array(3))).toThrow('received 2 and 3');
  expect(() => actionGap(new Float32Array(0), new Float32Array(0))).toThrow(RangeError);
});
