import { expect, test } from 'vitest';
import type { ClosedLoopCheck, VectorsAnswer } from '../../workers/deployment/protocol.ts';
import { noCheck } from './deploymentState.ts';
import { verdictOf } from './verdict.ts';

const vectors: VectorsAnswer = { runtime: 'a runtime', count: 64, maxAbsError: 2e-6, isWithin: true };
const side = (successes: number, wilson: [number, number]) => ({ successes, wilson, meanReturn: 0 });
const loop = (ours: ReturnType<typeof side>): ClosedLoopCheck => ({
  episodes: 20,
  exported: ours,
  trainer: side(20, [0.84, 1]),
  agreed: 19,
  disagreements: [],
  largestReturnDifference: 0,
});

test('a bundle passes only after both halves of the check, and a single episode may differ', () => {
  expect(verdictOf(noCheck, 'success').kind).toBe('unchecked');
  expect(verdictOf({ ...noCheck, vectors }, 'success').kind).toBe('unchecked');
  expect(verdictOf({ ...noCheck, vectors, closedLoop: loop(side(19, [0.76, 0.99])) }, 'success').kind).toBe('passed');
});

test('a wrong answer fails it, and so does another policy’s success', () => {
  const wrong = { ...vectors, maxAbsError: 0.02, isWithin: false };
  expect(verdictOf({ ...noCheck, vectors: wrong }, 'success')).toMatchObject({
    kind: 'failed',
    reason: expect.stringContaining('2.0e-2'),
  });
  const other = loop(side(8, [0.22, 0.61]));
  expect(verdictOf({ ...noCheck, vectors, closedLoop: other }, 'success')).toMatchObject({
    kind: 'failed',
    reason: expect.stringContaining('succeeds 8 times and the trainer 20 times of 20'),
  });
});
