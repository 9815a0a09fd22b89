import { expect, test } from 'vitest';
import { distance, judgeCloud, sayVerdict } from './verdict.ts';

/** Two ways, at (0, ±1), taken in turn. */
const ways = Float32Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 0 : i % 4 === 1 ? 1 : -1));

test('landings on the ways that small steps take are called enough', () => {
  const oneStep = ways.map((value) => value + 0.05);
  const verdict = judgeCloud({ oneStep, manySteps: ways });
  expect(verdict).toMatchObject({ count: 20, astray: 0, hasWays: true, between: 0 });
  expect(verdict.meanApart).toBeCloseTo(0.05 * Math.SQRT2, 5);
  expect(sayVerdict(verdict)).toContain(
    'Of 20 noises, 20 land by one call where 32 small steps land: each takes one of the ways',
  );
});

test('landings at the mean of two ways are called a mean of good actions', () => {
  const oneStep = new Float32Array(40).fill(0.1);
  const verdict = judgeCloud({ oneStep, manySteps: ways });
  expect(verdict).toMatchObject({ astray: 20, between: 20 });
  expect(sayVerdict(verdict)).toContain(
    '0 land by one call where 32 small steps land; 20 end between the ways, at a mean of good actions',
  );
});

test('landings beyond the ways are not called a mean, and one way alone has none', () => {
  const beyond = judgeCloud({ oneStep: ways.map((value) => 2 * value), manySteps: ways });
  expect(beyond).toMatchObject({ astray: 20, between: 0 });
  expect(sayVerdict(beyond)).toContain('20 end where those never do');
  const oneWay = new Float32Array(40).fill(0.5);
  expect(judgeCloud({ oneStep: oneWay, manySteps: oneWay })).toMatchObject({ hasWays: false, astray: 0 });
});

test('one stray landing of the small steps makes no way', () => {
  const manySteps = Float32Array.from(ways);
  manySteps[1] = 0;
  const many = Float32Array.from([...manySteps, ...ways, ...ways]);
  const oneStep = new Float32Array(many.length).fill(0.1);
  expect(judgeCloud({ oneStep, manySteps: many })).toMatchObject({ count: 60, astray: 60, hasWays: true });
});

test('the distance is that of the plane', () => {
  expect(distance([0, 0], Float32Array.of(3, 4))).toBe(5);
});
