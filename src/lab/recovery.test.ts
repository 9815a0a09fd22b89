import { beforeEach, expect, test, vi } from 'vitest';
import { loss, openStandInLab, type StandInLab, type StandInOptions, settle } from './standIns.ts';

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

const webgpu = { backend: 'webgpu', adapter: 'acme', fallbackReason: null, candidates: [] };
/** Backends as on a machine with a GPU: whatever is asked for is there. */
const gpuAnswers = {
  prepare: ({ backend }: { backend: string }) => (backend === 'auto' ? webgpu : { ...webgpu, backend }),
};

async function train(options: StandInOptions = {}): Promise<StandInLab> {
  const opened = openStandInLab({ trainingAnswers: gpuAnswers, ...options });
  await settle();
  await opened.lab.play();
  return opened;
}

/** The newest training worker trains to a step, with a snapshot on its way. */
async function reach({ training }: StandInLab, step: number, snapshotStep: number): Promise<void> {
  const worker = training[training.length - 1];
  worker.say('status', { phase: 'training', step, stepsPerSecond: 10, isEvaluating: false });
  for (let each = 1; each <= step; each++) worker.say('record', loss(each));
  worker.say('snapshot', { step: snapshotStep, snapshot: new Uint8Array([snapshotStep]) });
  await settle();
}

const messages = ({ lab }: StandInLab) => lab.state.notices.map(({ message }) => message);

test('a run whose worker dies goes on from its last snapshot in a new one, and the charts go back to it', async () => {
  const opened = await train();
  const { lab, training } = opened;
  const rewound = vi.fn();
  lab.observeRuns({ runRewound: rewound });
  await reach(opened, 12, 10);
  training[0].die();
  await settle();
  expect(training[1].last('start')).toMatchObject({ snapshot: new Uint8Array([10]) });
  expect(training[1].count('play')).toBe(1);
  expect(lab.state.loss.count).toBe(10);
  expect(rewound).toHaveBeenCalledWith(10);
  expect(messages(opened)).toEqual([
    'The training worker died: out of memory. A new one goes on from step 10: 2 steps were lost, the rest was kept.',
  ]);
  // A second death finds the snapshot still there.
  training[1].say('status', { phase: 'training', step: 11, stepsPerSecond: 10, isEvaluating: false });
  training[1].die();
  await settle();
  expect(training[2].last('start')).toMatchObject({ snapshot: new Uint8Array([10]) });
});

test('a run whose worker dies before its first snapshot begins again by itself, from the same seed', async () => {
  const opened = await train({ hash: '#seed=7' });
  const { lab, training } = opened;
  training[0].say('status', { phase: 'training', step: 3, stepsPerSecond: 10, isEvaluating: false });
  training[0].say('record', loss(1));
  await settle();
  training[0].die();
  await settle();
  expect(training[1].last('start')).toMatchObject({ snapshot: undefined, experiment: { seed: 7 } });
  expect(training[1].count('play')).toBe(1);
  expect(lab.state.loss.count).toBe(0);
  expect(messages(opened)[0]).toContain('from step 0: 3 steps were lost');
});

test('a worker that dies while a run starts is replaced, and the run starts in the new one', async () => {
  let starts = 0;
  const facts = { parameters: 1, chunks: 1, observationSize: 1, actionSize: 1, step: 0 };
  const start = () => (starts++ === 0 ? new Promise(() => undefined) : facts);
  const opened = openStandInLab({ trainingAnswers: { ...gpuAnswers, start } });
  await settle();
  void opened.lab.play();
  await settle();
  expect(opened.lab.state.run?.phase).toBe('starting');
  opened.training[0].die();
  await settle();
  expect(opened.training[1].count('play')).toBe(1);
});

test('a new worker goes on with the backend of the old one without testing it again', async () => {
  const opened = await train();
  await reach(opened, 12, 10);
  opened.training[0].die();
  await settle();
  expect(opened.training[1].last('prepare')).toEqual({ backend: 'webgpu', isTrusted: true });
});

test('a lost GPU device is replaced with its worker, and the run goes on from the snapshot on the new one', async () => {
  const opened = await train();
  await reach(opened, 12, 10);
  const [first] = opened.training;
  first.say('deviceLost', { reason: 'driver reset' });
  first.say('record', loss(13));
  await settle();
  expect(opened.training).toHaveLength(2);
  expect(opened.training[1].last('prepare')).toEqual({ backend: 'webgpu', isTrusted: true });
  expect(opened.training[1].last('start')).toMatchObject({ snapshot: new Uint8Array([10]) });
  expect(opened.lab.state.loss.count).toBe(10);
  expect(messages(opened)).toEqual([
    'The GPU was lost (driver reset). A new device goes on from step 10: 2 steps were lost, the rest was kept.',
  ]);
});

test('a GPU that is lost twice within a minute is given up for wasm, and the notice says that digits may differ', async () => {
  const opened = await train();
  await reach(opened, 12, 10);
  opened.training[0].say('deviceLost', { reason: 'driver reset' });
  await settle();
  await reach(opened, 15, 14);
  opened.training[1].say('deviceLost', { reason: 'driver reset' });
  await settle();
  expect(opened.training[2].last('prepare')).toEqual({ backend: 'wasm' });
  expect(opened.lab.state.backend.report).toMatchObject({
    backend: 'wasm',
    fallbackReason: 'webgpu: the device was lost 2 times within a minute',
  });
  expect(messages(opened)[1]).toBe(
    'The GPU was lost again within a minute. It goes on with wasm from step 14: 1 step was lost, the rest was kept. ' +
      'Numbers from there on can differ from those of webgpu in their last digits.',
  );
});

test('a GPU that is lost now and then is replaced each time', async () => {
  const opened = await train();
  for (let loss = 0; loss < 5; loss++) {
    await reach(opened, 12, 10);
    opened.training[opened.training.length - 1].say('deviceLost', { reason: 'driver reset' });
    await vi.advanceTimersByTimeAsync(70_000);
  }
  expect(opened.lab.state.backend.report?.backend).toBe('webgpu');
});

test('a rollout worker that dies is replaced, and the run is handed ports to all of them', async () => {
  const opened = await train({ trainingAnswers: { ...gpuAnswers, attachPhysics: () => ({ replayedStep: 500 }) } });
  const { physics, training } = opened;
  physics[1].die();
  await settle();
  expect(physics).toHaveLength(4);
  expect((training[0].last('attachPhysics') as { physics: unknown[] }).physics).toHaveLength(2);
  expect(messages(opened)).toEqual([
    'A worker that plays evaluations died: out of memory. Another has taken its place, training went on, and the ' +
      'evaluation of step 500 is played again.',
  ]);
});

test('a rollout worker that dies while a run starts does not cost the run its evaluations', async () => {
  let begin: (facts: unknown) => void = () => {};
  const start = () => new Promise((resolve) => (begin = resolve));
  const answers = { ...gpuAnswers, start, attachPhysics: () => ({ replayedStep: null }) };
  const { lab, physics, training } = openStandInLab({ trainingAnswers: answers });
  await settle();
  void lab.play();
  await settle();
  physics[1].die();
  await settle();
  expect(training[0].count('attachPhysics')).toBe(0);
  begin({ parameters: 1, chunks: 1, observationSize: 1, actionSize: 1, step: 0 });
  await settle();
  expect((training[0].last('attachPhysics') as { physics: unknown[] }).physics).toHaveLength(2);
  expect(training[0].count('play')).toBe(1);
});

test('an evaluation that went with its worker is played again, and one that was done is not', async () => {
  const opened = await train({ hash: '#evaluation.interval=10' });
  await reach(opened, 12, 10);
  opened.training[0].die();
  await settle();
  expect(opened.training[1].count('evaluate')).toBe(1);
  opened.training[1].say('record', { kind: 'paired', step: 10, one: 1, many: 32 });
  await reach(opened, 12, 10);
  opened.training[1].die();
  await settle();
  expect(opened.training[2].count('evaluate')).toBe(0);
});

test('Reset ends a run that is still starting, and what it waited for starts nothing', async () => {
  let settleTest: (report: unknown) => void = () => {};
  const prepare = () => new Promise((resolve) => (settleTest = resolve));
  const { lab, training } = openStandInLab({ trainingAnswers: { prepare } });
  await settle();
  void lab.play();
  await settle();
  expect(lab.state.run?.phase).toBe('starting');
  await lab.reset();
  expect(lab.state.run).toBeNull();
  settleTest(webgpu);
  await settle();
  expect(training[0].count('start')).toBe(0);
  expect(lab.state.run).toBeNull();
});

test('another backend can be chosen while one is tested, also while a run waits for it', async () => {
  const prepare = ({ backend }: { backend: string }) =>
    backend === 'wasm' ? { ...webgpu, backend } : new Promise(() => undefined);
  const { lab, training } = openStandInLab({ trainingAnswers: { prepare } });
  await settle();
  void lab.play();
  await settle();
  lab.chooseBackend('wasm');
  await settle();
  expect(lab.state.backend.report?.backend).toBe('wasm');
  // The worker that was busy with the test was ended.
  expect(training).toHaveLength(2);
  expect(training[1].count('play')).toBe(1);
});

test('a page that was frozen says for how long, and that training went on from where it stood', async () => {
  let thaw: (seconds: number) => void = () => {};
  const hiding: (() => void)[] = [];
  const life = {
    onFreezing: () => undefined,
    onHidden: (listener: () => void) => void hiding.push(listener),
    onFrozen: (listener: (seconds: number) => void) => {
      thaw = listener;
    },
  };
  const snapshot = () => ({ step: 11, snapshot: new Uint8Array([11]) });
  const opened = await train({ life, trainingAnswers: { ...gpuAnswers, snapshot } });
  const taken = vi.fn();
  opened.lab.observeRuns({ snapshotTaken: taken });
  await reach(opened, 12, 10);
  for (const hide of hiding) hide();
  await settle();
  expect(taken).toHaveBeenLastCalledWith({ step: 11, snapshot: new Uint8Array([11]) });
  thaw(180);
  await vi.advanceTimersByTimeAsync(1100);
  expect(messages(opened)).toEqual([
    'The browser froze this page for 3 min; training went on from where it stood, and nothing was lost.',
  ]);
});
