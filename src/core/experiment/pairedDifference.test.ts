import { expect, test } from 'vitest';
import { Random } from '../random/random.ts';
import { successDifference } from './pairedDifference.ts';

test('with many episodes the interval is the textbook’s', () => {
  // Agresti, Categorical Data Analysis, section 10.1: approval twice asked of 1600, 0.04 ± 1.96 × 0.0095.
  const { mean, interval } = successDifference({ both: 794, onlyOne: 86, onlyMany: 150, neither: 570 });
  expect(mean).toBeCloseTo(-0.04, 10);
  expect(interval[0]).toBeCloseTo(-0.0587, 3);
  expect(interval[1]).toBeCloseTo(-0.0213, 3);
});

test('without a single episode that differs, the interval is not a point', () => {
  const { mean, interval } = successDifference({ both: 20, onlyOne: 0, onlyMany: 0, neither: 0 });
  expect(mean).toBe(0);
  expect(interval[0]).toBeLessThan(-0.05);
  expect(interval[1]).toBeGreaterThan(0.05);
});

test('the interval of 20 episodes holds the true difference 19 times in 20', () => {
  const random = new Random(9);
  const truth = { both: 0.5, onlyOne: 0.1, onlyMany: 0.25 };
  let held = 0;
  for (let sample = 0; sample < 2000; sample++) {
    const counts = { both: 0, onlyOne: 0, onlyMany: 0, neither: 0 };
    for (let episode = 0; episode < 20; episode++) {
      const draw = random.uniform();
      if (draw < truth.both) counts.both++;
      else if (draw < truth.both + truth.onlyOne) counts.onlyOne++;
      else if (draw < truth.both + truth.onlyOne + truth.onlyMany) counts.onlyMany++;
      else counts.neither++;
    }
    const { interval } = successDifference(counts);
    if (interval[0] <= -0.15 && interval[1] >= -0.15) held++;
  }
  expect(held / 2000).toBeGreaterThan(0.93);
  expect(held / 2000).toBeLessThan(0.985);
});
