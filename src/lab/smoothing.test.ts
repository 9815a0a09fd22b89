import { expect, test } from 'vitest';
import { DebiasedAverage } from './smoothing.ts';

test('the average of a constant is that constant from the first value on', () => {
  const average = new DebiasedAverage(0.9);
  for (let i = 0; i < 5; i++) expect(average.next(3)).toBeCloseTo(3, 12);
});

test('a value that is not finite is shown as it is and forgotten', () => {
  const [spoiled, clean] = [new DebiasedAverage(0.9), new DebiasedAverage(0.9)];
  spoiled.next(1);
  clean.next(1);
  expect(spoiled.next(Number.NaN)).toBeNaN();
  expect(spoiled.next(2)).toBe(clean.next(2));
});
