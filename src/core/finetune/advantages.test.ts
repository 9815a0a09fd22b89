import { expect, test } from 'vitest';
import { estimateAdvantages, explainedVariance } from './advantages.ts';

const [discount, lambda] = [0.9, 0.5];

/** Four decisions of one robot; what was earned and guessed is the same in every test. */
function played(change: { terminated?: number[]; ended?: number[]; nextValues?: number[] }) {
  const { terminated = [0, 0, 0, 0], ended = terminated, nextValues = [3, 4, 5, 6] } = change;
  return {
    decisions: 4,
    robots: 1,
    rewards: Float32Array.of(1, 0, 2, 1),
    values: Float32Array.of(2, 3, 4, 5),
    nextValues: Float32Array.from(nextValues),
    terminated: Uint8Array.from(terminated),
    ended: Uint8Array.from(ended),
  };
}

const advantagesOf = (change: Parameters<typeof played>[0]) =>
  estimateAdvantages(played(change), discount, lambda).advantages;

function expectClose(actual: Float32Array, expected: number[]): void {
  expect(actual.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 5);
}

test('an episode that goes on is judged by the surprises that follow, each worth γλ of the one before', () => {
  // δ = 1 + 2.7 − 2, 0 + 3.6 − 3, 2 + 4.5 − 4, 1 + 5.4 − 5
  const surprises = [1.7, 0.6, 2.5, 1.4];
  const third = surprises[2] + 0.45 * surprises[3];
  const second = surprises[1] + 0.45 * third;
  expectClose(advantagesOf({}), [surprises[0] + 0.45 * second, second, third, surprises[3]]);
});

test('beyond a termination there is nothing to earn, and nothing flows back from the next episode', () => {
  // δ₂ = 0 − 3: the robot fell there, so neither V of what it saw nor the decision after it counts.
  expectClose(advantagesOf({ terminated: [0, 1, 0, 0] }), [1.7 + 0.45 * -3, -3, 2.5 + 0.45 * 1.4, 1.4]);
});

test('a cut takes the value of what was seen last, and lets nothing flow back from the next episode', () => {
  // V of the last observation before the reset is 10, whatever the next episode begins with: δ₂ = 0 + 9 − 3.
  const change = { ended: [0, 1, 0, 0], nextValues: [3, 10, 5, 6], terminated: [0, 0, 0, 0] };
  expectClose(advantagesOf(change), [1.7 + 0.45 * 6, 6, 2.5 + 0.45 * 1.4, 1.4]);
});

test('the critic’s targets are what was guessed plus what was better than that', () => {
  const { advantages, targets } = estimateAdvantages(played({}), discount, lambda);
  expectClose(
    targets,
    [2, 3, 4, 5].map((value, i) => value + advantages[i]),
  );
});

test('robots are judged apart, decision by decision', () => {
  const [one, other] = [played({}), played({ terminated: [0, 1, 0, 0] })];
  const interleave = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a).flatMap((value, i) => [value, b[i]]);
  const floats = (key: 'rewards' | 'values' | 'nextValues') => Float32Array.from(interleave(one[key], other[key]));
  const bytes = (key: 'terminated' | 'ended') => Uint8Array.from(interleave(one[key], other[key]));
  const both = {
    decisions: 4,
    robots: 2,
    rewards: floats('rewards'),
    values: floats('values'),
    nextValues: floats('nextValues'),
    terminated: bytes('terminated'),
    ended: bytes('ended'),
  };
  const { advantages } = estimateAdvantages(both, discount, lambda);
  const expected = interleave(advantagesOf({}), advantagesOf({ terminated: [0, 1, 0, 0] }));
  expect(advantages).toEqual(Float32Array.from(expected));
});

test('values explain all of the variance where they are right, none where they are constant', () => {
  const targets = Float32Array.of(1, 2, 4);
  expect(explainedVariance(targets, targets)).toBe(1);
  expect(explainedVariance(Float32Array.of(7, 7, 7), targets)).toBeCloseTo(0, 12);
  expect(explainedVariance(targets, Float32Array.of(1, 1, 1))).toBe(0);
});
