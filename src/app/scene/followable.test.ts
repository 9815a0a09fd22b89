import { expect, test } from 'vitest';
import { followableOf } from './followable.ts';

const view = { position: [1, 0, 1], target: [0, 0, 0] } as const;

test('a robot that travels is followed from the first view on, the hand of an arm when it is asked for', () => {
  const hopper = followableOf({ ...view, follow: 'torso' }, ['world', 'torso']);
  expect(hopper).toEqual({ body: 'torso', said: 'robot', isFirst: true });
  const arm = followableOf(view, ['world', 'robot0_link7', 'robot0_right_hand', 'cube']);
  expect(arm).toEqual({ body: 'robot0_right_hand', said: 'hand', isFirst: false });
});

test('where nothing travels there is nothing to follow', () => {
  expect(followableOf(view, ['world', 'puck'])).toBeNull();
});
