import { beforeEach, expect, test, vi } from 'vitest';
import { keptRun } from '../../core/experiment/runFixture.ts';
import { sweptRun } from '../../core/experiment/sweep/sweepFixture.ts';
import { loss, openStandInLab, type StandInLab } from '../standIns.ts';
import { StorageStand } from './storageStand.ts';

let storage: StorageStand;
let opened: StandInLab;

const rest = () => vi.advanceTimersByTimeAsync(3000);

beforeEach(async () => {
  vi.useFakeTimers();
  storage = new StorageStand();
  const { rungs, paired } = sweptRun({}, { 1: 10 });
  opened = openStandInLab({
    hash: '#training.steps=2',
    storage,
    trainingAnswers: {
      start: () => ({ step: 0, parameters: 1, demonstrationsHash: keptRun.origin.demonstrationsHash }),
      evaluatePolicy: () => ({ rungs, paired }),
    },
  });
  opened.lab.runs.keep(null);
  await rest();
  opened.lab.sweep.form.editAxis('dispersive.weight', '0, 0.5');
  opened.lab.sweep.form.edit({ seeds: '1', steps: '1' });
  return () => {
    opened.lab.dispose();
    vi.useRealTimers();
  };
});

const say = (phase: string, step: number) =>
  opened.training[1].say('status', { phase, step, stepsPerSecond: 1, isEvaluating: false, evaluationProgress: null });

test('each run of a sweep is kept by itself, named by what varies, and the lab’s own run is left alone', async () => {
  const { lab, training } = opened;
  await lab.sweep.start();
  await rest();
  say('training', 1);
  training[1].say('record', loss(1));
  await rest();
  const { sweepId, activeId, runs } = lab.runs.state;
  expect(activeId).toBeNull();
  expect(lab.state.run).toBeNull();
  expect(runs.map(({ id }) => id)).toEqual([sweepId]);
  expect(runs[0].name).toMatch(/^lift · seed 0 · \d\d:\d\d · sweep, Weight α 0$/);
  say('finished', 2);
  await rest();
  expect(lab.sweep.state.own!.record.runs.map(({ run }) => run)).toEqual(['dispersive.weight=0']);
  expect(lab.runs.state.runs.map(({ experiment }) => experiment['dispersive.weight'])).toEqual([0.5, 0]);
  expect(storage.runs.get(sweepId!)).toMatchObject({ phase: 'finished' });
  expect(training[1].last('evaluatePolicy')).toMatchObject({ steps: [1], episodes: 50, seed: 20_000 });
});

test('deleting the run that a sweep trains stops the sweep, and opening it shows the sweep', async () => {
  const { lab } = opened;
  await lab.sweep.start();
  await rest();
  say('training', 1);
  await rest();
  const { sweepId } = lab.runs.state;
  await lab.runs.open(sweepId!);
  expect(lab.display.state.view).toBe('sweep');
  await lab.runs.remove(sweepId!);
  await rest();
  expect(lab.sweep.state.own!.phase).toBe('paused');
  expect(lab.runs.state).toMatchObject({ sweepId: null, runs: [] });
});
