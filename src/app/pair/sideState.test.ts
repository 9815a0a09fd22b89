import { expect, test } from 'vitest';
import { experiment } from '../../core/experiment/runFixture.ts';
import { emptySuccess, initialState, type LabState } from '../../lab/labState.ts';
import { shownState } from './sideState.ts';

const record: LabState = {
  ...initialState,
  recorded: { name: 'Lift, seed 0', experiment },
  loss: { ...initialState.loss, count: 9 },
};

test('the example that the lab shows is not compared with anything', () => {
  const shown = shownState(record, false);
  expect(shown.recorded).toBeNull();
  expect(shown.loss.count).toBe(0);
  expect(shown.success).toBe(emptySuccess);
  // The same state is the same value: panels would draw for ever otherwise.
  expect(shownState(record, false)).toBe(shown);
});

test('a record that is frozen as a reference is shown, and a run always is', () => {
  expect(shownState(record, true)).toBe(record);
  const running: LabState = { ...record, run: { experiment, facts: null, phase: 'training', message: null } };
  expect(shownState(running, false)).toBe(running);
});
