import { expect, test } from 'vitest';
import type { LiveStatus } from '../../lab/labState.ts';
import { robotsOnStage, sayOutcome, tellScene, verdictOf } from './robotWords.ts';

const status: LiveStatus = {
  episode: 3,
  seed: 3,
  controlStep: 25,
  time: 1.25,
  recorded: false,
  span: [0, 25],
  return: 4,
  hasSucceeded: true,
  hasEnded: true,
  failure: null,
  ghost: { return: 0, hasSucceeded: false, hasEnded: false, failure: null },
  contacts: null,
  poses: 26,
};

test('the one that succeeded, the one that did not and the one that still may are told apart in words', () => {
  const [solid, ghost] = robotsOnStage('both', status);
  expect([solid.steps, ghost.steps]).toEqual([1, 32]);
  expect(sayOutcome(solid.outcome, 'success')).toBe('✓ success');
  expect(sayOutcome(ghost.outcome, 'success')).toBe('not yet');
  expect(sayOutcome({ ...ghost.outcome!, hasEnded: true }, 'success')).toBe('✗ failed');
});

test('where the return counts, an end is neither a success nor a failure', () => {
  expect(verdictOf(status, 'return')).toBe('ended');
  expect(sayOutcome(status, 'return')).toBe('return 4, ended');
  const failure = 'the simulation left the finite numbers at control step 7';
  expect(sayOutcome({ ...status, failure }, 'return')).toBe(`✗ ${failure}`);
  expect(verdictOf({ ...status, failure }, 'return')).toBe('failure');
});

test('the canvas is told in one text: who is seen, the policy, the episode and both outcomes', () => {
  const telling = { title: 'Lift', policy: { kind: 'run', step: 1500 }, cast: 'both', isPlaying: true } as const;
  expect(tellScene({ ...telling, status, metric: 'success' })).toBe(
    'Lift. This run, step 1,500: solid robot with 1 step, ghost robot with 32 steps. Episode 4, playing. ' +
      '1 step: succeeded. 32 steps: under way.',
  );
  // Poses go by without a word.
  const later = { ...status, time: 9, controlStep: 180 };
  expect(tellScene({ ...telling, status: later, metric: 'success' })).toBe(
    tellScene({ ...telling, status, metric: 'success' }),
  );
});
