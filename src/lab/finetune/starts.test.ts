import { expect, test } from 'vitest';
import { resolveExperiment } from '../../core/experiment/experiment.ts';
import type { KeptRun } from '../../core/experiment/keptRun.ts';
import { keptRun } from '../../core/experiment/runFixture.ts';
import { chosenStart, startsOf } from './starts.ts';

const hopper = { id: 'hopper', starts: [{ id: 'medium', description: 'it falls halfway' }] };
const run = (id: string, change: Partial<KeptRun> = {}, settings: Record<string, string> = {}): KeptRun => ({
  ...keptRun,
  ...{ id, snapshotStep: 100, experiment: resolveExperiment({ scene: 'hopper', ...settings }), ...change },
});

test('stage 1 runs of the scene that have weights can be begun from, the one on the page first', () => {
  const runs = [
    run('newest'),
    run('other scene', {}, { scene: 'lift' }),
    run('of stage 2', {}, { stage: 'finetune' }),
    run('without a snapshot', { snapshotStep: null }),
    run('on the page', { snapshotStep: null }),
  ];
  const choices = startsOf(hopper, { runs, activeId: 'on the page' });
  expect(choices.runs.map(({ id }) => id)).toEqual(['on the page', 'newest']);
  expect(choices.shipped).toEqual(hopper.starts);
});

test('the form begins from what it names; otherwise from one’s own run, and without one from what is shipped', () => {
  const choices = startsOf(hopper, { runs: [run('newer'), run('older')], activeId: null });
  expect(chosenStart('medium', 'older', choices)).toEqual({ kind: 'shipped', id: 'medium' });
  expect(chosenStart('run', 'older', choices)).toEqual({ kind: 'run', id: 'older' });
  expect(chosenStart('run', 'deleted since', choices)).toEqual({ kind: 'run', id: 'newer' });
  const none = startsOf(hopper, { runs: [], activeId: null });
  expect(chosenStart('run', null, none)).toEqual({ kind: 'shipped', id: 'medium' });
  expect(chosenStart('run', null, startsOf({ id: 'lift' }, { runs: [], activeId: null }))).toBeNull();
});
