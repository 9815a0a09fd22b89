import { expect, test } from 'vitest';
import { parseSettings } from '../../core/experiment/experiment.ts';
import { pairStarters } from './pairStarters.ts';

test.each(pairStarters)('$title sets only what the table of settings takes, and the sides differ', ({ a, b }) => {
  for (const texts of [a, b]) expect(parseSettings(Object.entries(texts)).problems).toEqual([]);
  expect({ ...a, ...b }).not.toEqual(a);
});
