import { beforeEach, expect, test, vi } from 'vitest';
import { keptRun } from '../../core/experiment/runFixture.ts';
import { loss, openStandInLab, type StandInLab, settle } from '../standIns.ts';
import { StorageStand } from './storageStand.ts';

let storage: StorageStand;
let opened: StandInLab;

beforeEach(async () => {
  vi.useFakeTimers();
  storage = new StorageStand();
  const start = () => ({ step: 0, parameters: 1, demonstrationsHash: keptRun.origin.demonstrationsHash });
  opened = openStandInLab({ hash: '#rival=dispersive.weight:0.1,seed:5', storage, trainingAnswers: { start } });
  opened.lab.runs.keep(null);
  await settle();
  return () => {
    opened.lab.dispose();
    vi.useRealTimers();
  };
});

const train = async () => {
  await opened.lab.pair.play();
  for (const worker of opened.training)
    worker.say('status', { phase: 'training', step: 1, stepsPerSecond: 1, isEvaluating: false });
};
const rest = () => vi.advanceTimersByTimeAsync(3000);

test('both runs are kept, each with its own records, under names that say which is which', async () => {
  const { lab, training } = opened;
  await train();
  training[0].say('record', loss(1));
  training[1].say('record', loss(2));
  training[1].say('record', loss(3));
  await rest();
  const { runs, activeId, rivalId } = lab.runs.state;
  const [a, b] = [activeId, rivalId].map((id) => runs.find((run) => run.id === id)!);
  expect(a.name).toMatch(/^lift · seed 0 · \d\d:\d\d · A$/);
  expect(b.name).toMatch(/^lift · seed 5 · \d\d:\d\d · B: Seed 5 and 1 more$/);
  expect(a.colour).not.toBe(b.colour);
  expect([a, b].map(({ experiment }) => experiment['dispersive.weight'])).toEqual([0.5, 0.1]);
  const kept = (id: string | null) =>
    storage.calls
      .filter(({ name, input }) => name === 'append' && (input as { id: string }).id === id)
      .flatMap(({ input }) => (input as { records: { step: number }[] }).records.map(({ step }) => step));
  expect(kept(activeId)).toEqual([1]);
  expect(kept(rivalId)).toEqual([2, 3]);
});

test('a run that stands alone is not named as one of two', async () => {
  await opened.lab.play();
  await rest();
  expect(opened.lab.runs.state.runs.map(({ name }) => name)).toEqual([expect.stringMatching(/\d\d:\d\d$/)]);
});

test('put away, the second run stays under Runs, and this page writes it no more', async () => {
  const { lab } = opened;
  await train();
  await rest();
  const { rivalId } = lab.runs.state;
  await lab.pair.leave();
  await rest();
  expect(lab.runs.state.rivalId).toBeNull();
  expect(storage.runs.get(rivalId!)).toMatchObject({ phase: 'paused' });
  expect(lab.runs.state.activeId).not.toBeNull();
});

test('the second run is shown where it trains, and ended where it is deleted', async () => {
  const { lab, training } = opened;
  await train();
  await rest();
  const { rivalId } = lab.runs.state;
  await lab.runs.open(rivalId!);
  expect(lab.display.state.view).toBe('pair');
  await lab.runs.remove(rivalId!);
  expect(lab.pair.shown.b.getState().run).toBeNull();
  expect(training[1].count('stop')).toBe(1);
  expect(lab.state.run?.phase).toBe('training');
});

test('a full disk is told once for both runs, and saving goes on with both', async () => {
  const { lab, training } = opened;
  await train();
  await rest();
  storage.failure = Object.assign(new Error('no space'), { name: 'StorageFullError' });
  for (const worker of training) worker.say('record', loss(1));
  await rest();
  expect(lab.state.notices).toHaveLength(1);
  storage.failure = null;
  await vi.advanceTimersByTimeAsync(12_000);
  expect(lab.runs.state.savingProblem).toBeNull();
  expect(lab.state.notices.map(({ message }) => message)).toEqual([
    'There is space again: the run on this page is being saved.',
  ]);
});

test('a kept run is set beside the one on the page as a reference, which stands still', async () => {
  const { lab } = opened;
  storage.runs.set(keptRun.id, keptRun);
  storage.chunks.set(0, [loss(4)]);
  await lab.runs.start();
  await lab.runs.openBeside(keptRun.id, 'b');
  await settle();
  expect(lab.display.state.view).toBe('pair');
  expect(lab.pair.state.frozen).toBe('b');
  expect(lab.pair.shown.b.getState()).toMatchObject({ recorded: { name: keptRun.name }, loss: { count: 1 } });
  expect(lab.state.draft).toEqual({});

  await lab.runs.openBeside(keptRun.id, 'a');
  expect(lab.pair.state.frozen).toBe('a');
  expect(lab.state.recorded?.name).toBe(keptRun.name);
  expect(lab.pair.draft('b').experiment['policy.hiddenSize']).toBe(keptRun.experiment['policy.hiddenSize']);
});
