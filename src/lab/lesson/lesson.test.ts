import { beforeEach, expect, test, vi } from 'vitest';
import type { RunRecord } from '../../core/experiment/records.ts';
import type { Lab } from '../lab.ts';
import { openStandInLab, type Stand, settle } from '../standIns.ts';
import { lessons, type StepIdOf } from './lessons.ts';

vi.mock('../presets.ts', async (importOriginal) => {
  const original = await importOriginal<typeof import('../presets.ts')>();
  const card = { title: '', teaches: '', watch: '', scene: 'lift' };
  const length = { 'training.steps': 100, 'evaluation.interval': 50 };
  const own: Record<string, object> = {
    collapsed: { ...card, id: 'collapsed', settings: { ...length, 'dispersive.kind': 'none' } },
    rescued: { ...card, id: 'rescued', settings: { ...length, 'dispersive.weight': 0.9 } },
  };
  return { ...original, findPreset: (id: string) => own[id] ?? original.findPreset(id) };
});

let lab: Lab;
let training: Stand[];
let written: unknown[];

async function open(hash = ''): Promise<void> {
  ({ lab, training, written } = openStandInLab({ hash }));
  lab.lesson.setTrainable(true);
  await settle();
}

const stepNamed = (id: StepIdOf<'collapse'>) => lessons.collapse.steps.findIndex((step) => step.id === id) + 1;

async function goTo(id: StepIdOf<'collapse'>): Promise<void> {
  lab.lesson.go(stepNamed(id));
  await settle();
}

const started = (side: number) => training[side].last('start') as { experiment: Record<string, unknown> };

/** The run of this side reaches its end, and is tried out. */
async function finish(side: number): Promise<void> {
  for (const steps of [1, 32]) {
    const evaluation = { kind: 'evaluation', step: 100, steps, episodes: 10, successes: 5, wilson: [0.2, 0.8] };
    training[side].say('record', evaluation as unknown as RunRecord);
  }
  training[side].say('status', { phase: 'finished', step: 100, stepsPerSecond: 0, isEvaluating: false });
  await settle();
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

test('nothing is trained before a step needs it; then both runs begin, alike but for what the presets differ in', async () => {
  await open();
  lab.lesson.open({ name: 'collapse', step: 1 });
  await settle();
  expect(training[0].count('start')).toBe(0);
  await goTo('two-runs');
  expect(lab.display.state.view).toBe('pair');
  expect(lab.pair.differences().sort()).toEqual(['dispersive.kind', 'dispersive.weight']);
  expect(started(0).experiment).toMatchObject({ 'dispersive.kind': 'none' });
  expect(started(1).experiment).toMatchObject({ 'dispersive.kind': 'infonce_l2', 'dispersive.weight': 0.9 });
  await goTo('rank');
  expect(training.map((worker) => worker.count('start'))).toEqual([1, 1]);
});

test('a device that cannot train is led through the lesson, and starts nothing', async () => {
  await open();
  lab.lesson.setTrainable(false);
  lab.lesson.open({ name: 'collapse', step: stepNamed('success') });
  await settle();
  expect(training[0].count('start')).toBe(0);
  expect(lab.display.state.view).toBe('pair');
});

test('a link opens the lesson at its step, with runs as long as it says and about what the lesson says', async () => {
  await open('#lesson=collapse:3&training.steps=7&dispersive.weight=2&scene=hopper');
  expect(started(0).experiment).toMatchObject({ scene: 'lift', 'training.steps': 7, 'dispersive.kind': 'none' });
  expect(started(1).experiment).toMatchObject({ scene: 'lift', 'training.steps': 7, 'dispersive.weight': 0.9 });
});

test('a run that a person began is put away only once they agree', async () => {
  await open('#seed=5&training.steps=40');
  await lab.play();
  lab.lesson.open({ name: 'collapse', step: stepNamed('two-runs') });
  await settle();
  expect(lab.lesson.state.isAsking).toBe(true);
  expect(lab.state.run?.experiment['training.steps']).toBe(40);
  await lab.lesson.trainAnew();
  await settle();
  expect(lab.lesson.state.isAsking).toBe(false);
  expect(lab.state.run?.experiment).toMatchObject({ 'training.steps': 100, 'dispersive.kind': 'none' });
});

test('the control waits for both runs, keeps A as the reference, and what B came to is remembered', async () => {
  await open('#lesson=collapse:2');
  await goTo('control');
  expect(lab.lesson.state.act).toBe('rescue');
  await finish(0);
  expect(lab.lesson.state.act).toBe('rescue');
  await finish(1);
  expect(lab.lesson.state.act).toBe('control');
  expect(lab.pair.state.frozen).toBe('a');
  expect(training[0].count('start')).toBe(1);
  expect(started(1).experiment).toMatchObject({ 'dispersive.kind': 'none', 'policy.conditionNormalization': 'layer' });
  expect(lab.lesson.state.remembered.rescue?.b?.success?.one.successes).toBe(5);
  // A step back does not train the first act again.
  await goTo('rank');
  expect(training[1].count('start')).toBe(2);
});

test('left on the way, the page stays as it is; what was there before comes back when it is asked for', async () => {
  await open('#seed=5&dispersive.weight=0.25');
  lab.lesson.open({ name: 'collapse', step: stepNamed('two-runs') });
  await settle();
  lab.lesson.answer(1);
  lab.lesson.leave('on the way');
  await settle();
  expect(lab.display.state.lesson).toBeNull();
  expect(written.at(-1)).toMatchObject({ lesson: null });
  expect(lab.state.run).not.toBeNull();
  const [notice] = lab.state.notices;
  expect(notice.actions.map(({ label }) => label)).toEqual(['Go on with it', 'Bring back what was here']);
  notice.actions[1].act();
  await settle();
  expect(lab.state.run).toBeNull();
  expect(lab.state.draft).toEqual({ seed: '5', 'dispersive.weight': '0.25' });
  expect(lab.pair.state.changes).toEqual({});
  expect(lab.display.state.view).toBe('lab');
  notice.actions[0].act();
  expect(lab.display.state.lesson).toEqual({ name: 'collapse', step: stepNamed('two-runs') });
  expect(lab.lesson.state.answers).toEqual({ 'two-runs': 1 });
});

test('gone on with after it was left, a lesson keeps the length that its link gave its runs', async () => {
  await open('#lesson=collapse:2&training.steps=7&evaluation.interval=100');
  lab.lesson.leave('on the way');
  await settle();
  lab.lesson.open({ name: 'collapse', step: stepNamed('success') });
  for (const side of [0, 1]) {
    training[side].say('status', { phase: 'finished', step: 7, stepsPerSecond: 0, isEvaluating: false });
  }
  await goTo('control');
  expect(lab.lesson.state.act).toBe('control');
  expect(training[0].count('start')).toBe(1);
  expect(started(1).experiment).toMatchObject({ 'training.steps': 7, 'policy.conditionNormalization': 'layer' });
});
