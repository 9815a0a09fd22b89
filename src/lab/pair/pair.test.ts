import { beforeEach, expect, test, vi } from 'vitest';
import { resolveExperiment } from '../../core/experiment/experiment.ts';
import type { Lab } from '../lab.ts';
import { loss, openStandInLab, type Stand, type StandInOptions, settle } from '../standIns.ts';

vi.mock('../presets.ts', async (importOriginal) => {
  const original = await importOriginal<typeof import('../presets.ts')>();
  const duel = {
    ...{ id: 'duel', title: 'Duel', teaches: '', watch: '', scene: 'lift' },
    settings: { 'dispersive.weight': 0.1 },
    rival: { 'dispersive.weight': 0.9 },
  };
  return { ...original, findPreset: (id: string) => (id === 'duel' ? duel : original.findPreset(id)) };
});

let lab: Lab;
let physics: Stand[];
let training: Stand[];
let projection: Stand[];
let written: unknown[];

async function open(options: StandInOptions = {}): Promise<void> {
  ({ lab, physics, training, projection, written } = openStandInLab(options));
  await settle();
}

const status = (step: number, phase = 'training') => ({ phase, step, stepsPerSecond: 10, isEvaluating: false });
const messages = () => lab.state.notices.map(({ message }) => message);
const phases = () => [lab.pair.shown.a, lab.pair.shown.b].map((store) => store.getState().run?.phase ?? null);

/** Both train, α = 0.1 against 0.5. */
async function trainBoth(options: StandInOptions = {}): Promise<void> {
  await open({ hash: '#dispersive.weight=0.1&seed=7&rival=dispersive.weight:0.5', ...options });
  await lab.pair.play();
  for (const worker of training) worker.say('status', status(1));
  await settle();
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

test('the second run has no worker before it is needed, and then trains A’s form with its changes', async () => {
  await open({ hash: '#dispersive.weight=0.1&seed=7&rival=dispersive.weight:0.5' });
  expect(training).toHaveLength(1);
  expect(lab.pair.differences()).toEqual(['dispersive.weight']);
  await lab.pair.play();
  expect(training).toHaveLength(2);
  expect(training[0].last('start')).toMatchObject({ experiment: { seed: 7, 'dispersive.weight': 0.1 } });
  expect(training[1].last('start')).toMatchObject({ experiment: { seed: 7, 'dispersive.weight': 0.5 } });
  expect(training.map((worker) => worker.count('play'))).toEqual([1, 1]);
});

test('both runs train on the backend that was tested once, and share the workers that play evaluations', async () => {
  await trainBoth();
  expect(training[0].last('prepare')).toEqual({ backend: 'auto' });
  expect(training[1].last('prepare')).toEqual({ backend: 'cpu', isTrusted: true });
  expect(lab.pair.shown.b.getState().backend.report?.backend).toBe('cpu');
  expect(physics).toHaveLength(3);
  for (const worker of training) expect((worker.last('start') as { physics: unknown[] }).physics).toHaveLength(2);
});

test('each run has charts of its own, and only the first moves the robot', async () => {
  await trainBoth();
  const told = physics[0].count('setLivePolicy');
  training[1].say('record', loss(1));
  training[1].say('policy', { step: 1, policy: new Uint8Array([1]) });
  const phases = new Float32Array([0, 1]);
  training[1].say('record', { kind: 'embedding', step: 1, count: 2, size: 3, values: new Float32Array(6), phases });
  await settle();
  expect(lab.state.loss.count).toBe(0);
  expect(lab.pair.shown.b.getState()).toMatchObject({ loss: { count: 1 }, representation: { layouts: { pca: {} } } });
  expect(projection[1].last('reset')).toEqual({ seed: 7 });
  expect(physics[0].count('setLivePolicy')).toBe(told);
});

test('neither run starts while the form of one is invalid, and it says which field of which run', async () => {
  await open();
  lab.pair.change('dispersive.weight', '9');
  await lab.pair.play();
  expect(phases()).toEqual([null, null]);
  expect(messages()).toEqual([
    'Neither run was started. Run B: dispersive.weight: expected 0 to 2, received 9. ' +
      'Correct the marked field, or bring its default back.',
  ]);
  expect(lab.pair.draft('b').problems).toHaveProperty(['dispersive.weight']);
  lab.pair.change('dispersive.weight', null);
  await lab.pair.play();
  expect(phases()).toEqual(['paused', 'paused']);
});

test('pause, step and reset act on both, and leave the frozen one as it stands', async () => {
  await trainBoth();
  await lab.transport.pause();
  for (const worker of training) worker.say('status', status(4, 'paused'));
  await lab.transport.step();
  expect(training.map((worker) => worker.count('step'))).toEqual([1, 1]);
  await lab.pair.freeze('a');
  await lab.transport.step();
  expect(training.map((worker) => worker.count('step'))).toEqual([1, 2]);
  await lab.transport.reset();
  expect(phases()).toEqual(['paused', null]);
  lab.edit('dispersive.weight', '0.3');
  lab.pair.change('dispersive.weight', null);
  await lab.transport.play();
  expect(training[0].count('start')).toBe(1);
  expect(training[1].last('start')).toMatchObject({ experiment: { 'dispersive.weight': 0.3 } });
  // What is compared is what is on the page, not what the form says meanwhile.
  expect(lab.pair.experiment('a')['dispersive.weight']).toBe(0.1);
  expect(lab.pair.differences()).toEqual(['dispersive.weight']);
});

test('to freeze a run that trains pauses it', async () => {
  await trainBoth();
  await lab.pair.freeze('b');
  expect(training.map((worker) => worker.count('pause'))).toEqual([0, 1]);
});

test('a run that is paused while it starts stands still when it is ready', async () => {
  let start: (facts: unknown) => void = () => {};
  const ready = new Promise((resolve) => {
    start = resolve;
  });
  await open({ trainingAnswers: { start: () => ready } });
  const playing = lab.pair.play();
  await settle();
  expect(phases()).toEqual(['starting', 'starting']);
  await lab.pair.pause();
  start({ step: 0 });
  await playing;
  expect(phases()).toEqual(['paused', 'paused']);
  expect(training.map((worker) => worker.count('play'))).toEqual([0, 0]);
});

test('a new seed is that of both, and both go back to before their first step', async () => {
  await trainBoth();
  await lab.transport.newSeed(8);
  expect(phases()).toEqual([null, null]);
  await lab.transport.play();
  for (const worker of training) expect(worker.last('start')).toMatchObject({ experiment: { seed: 8 } });
});

test('when one run fails the other goes on, also past the next pause', async () => {
  await trainBoth();
  training[1].say('status', { ...status(2, 'failed'), message: 'The loss is not a number.' });
  await settle();
  expect(phases()).toEqual(['training', 'failed']);
  expect(lab.standing).toMatchObject({ isTraining: true, hasEnded: false });
  await lab.transport.pause();
  training[0].say('status', status(3, 'paused'));
  await lab.transport.play();
  expect(training.map((worker) => worker.count('play'))).toEqual([2, 1]);
  await lab.pair.resetSide('b');
  expect(phases()).toEqual(['paused', null]);
});

test('a second run whose worker dies goes on from its snapshot, under its name, and the first is not touched', async () => {
  await trainBoth();
  training[1].say('snapshot', { step: 10, snapshot: new Uint8Array([10]) });
  training[1].say('status', status(12));
  await settle();
  training[1].die();
  await settle();
  expect(training).toHaveLength(3);
  expect(training[2].last('start')).toMatchObject({ snapshot: new Uint8Array([10]) });
  expect(training[0].count('start')).toBe(1);
  expect(messages()).toEqual([
    'Run B: The training worker died: out of memory. A new one goes on from step 10: 2 steps were lost, the rest was kept.',
  ]);
});

test('put away, the second run leaves its changes, and gives its workers back', async () => {
  await trainBoth();
  await lab.pair.leave();
  expect(lab.pair.state).toEqual({ changes: { 'dispersive.weight': '0.5' }, frozen: null, isOpen: false });
  expect(phases()).toEqual(['training', null]);
  expect(lab.transport).toBe(lab);
  expect([training[1], projection[1]].map(({ isDisposed }) => isDisposed)).toEqual([true, true]);
  await lab.pair.play();
  expect(training[2].last('start')).toMatchObject({ experiment: { 'dispersive.weight': 0.5 } });
  expect(training[0].count('start')).toBe(1);
});

test('a kept run stands on one side as a reference while the other trains', async () => {
  await open();
  const experiment = resolveExperiment({ 'dispersive.weight': 0.25 });
  await lab.pair.showReference('b', 'Healthy', experiment, [loss(9)]);
  await settle();
  expect(lab.pair.shown.b.getState()).toMatchObject({ recorded: { name: 'Healthy' }, loss: { count: 1 } });
  await lab.transport.play();
  expect(phases()).toEqual(['paused', null]);
  expect(lab.pair.differences()).toContain('dispersive.weight');
  await lab.pair.leave();
  expect(lab.pair.shown.b.getState()).toMatchObject({ recorded: null, loss: { count: 0 } });
});

test('what the second run sets otherwise is in the address where it is valid, and comes from it', async () => {
  await open({ hash: '#seed=3&rival=dispersive.weight:0.5,policy.hiddenSize:64' });
  expect(lab.pair.draft('b').experiment).toMatchObject({ seed: 3, 'dispersive.weight': 0.5, 'policy.hiddenSize': 64 });
  lab.pair.change('dispersive.weight', '9');
  expect(written.at(-1)).toEqual({ rival: { 'policy.hiddenSize': 64 } });
  expect(lab.pair.state.changes).toEqual({ 'dispersive.weight': '9', 'policy.hiddenSize': '64' });
});

test('a link whose second run has what the lab has not is told, and has A’s in its place', async () => {
  await open({ hash: '#rival=scene:mars,dispersive.weight:0.5,what:1,seed:-2' });
  expect(lab.state.linkProblems).toEqual([
    'rival: what: expected a known setting, received 1',
    'rival: seed: expected a whole number from 0 to 2147483647, received -2',
    'rival: scene: expected one of lift, hopper, ant-v4, received mars',
  ]);
  expect(lab.pair.state.changes).toEqual({ 'dispersive.weight': '0.5' });
});

test('a second run on another scene has that scene’s demonstrations', async () => {
  await open({ hash: '#demonstrations=expert&rival=scene:hopper' });
  expect(lab.pair.draft('b')).toMatchObject({
    experiment: { scene: 'hopper', demonstrations: 'medium' },
    problems: {},
  });
});

test('a preset of two runs fills both forms and opens them side by side, also from an address that only names it', async () => {
  await open();
  lab.choosePreset('duel');
  expect(lab.pair.experiment('a')['dispersive.weight']).toBe(0.1);
  expect(lab.pair.experiment('b')['dispersive.weight']).toBe(0.9);
  expect(lab.display.state.view).toBe('pair');
  lab.choosePreset('quick');
  expect(lab.pair.state.changes).toEqual({});

  await open({ hash: '#preset=duel' });
  expect(lab.pair.differences()).toEqual(['dispersive.weight']);
  expect(lab.display.state.view).toBe('pair');
  await open({ hash: '#preset=duel&rival=&view=lab' });
  expect(lab.pair.differences()).toEqual([]);
  expect(lab.display.state.view).toBe('lab');
});
