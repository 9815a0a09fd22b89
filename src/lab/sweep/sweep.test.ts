import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Experiment, resolveExperiment } from '../../core/experiment/experiment.ts';
import { runLength } from '../../core/experiment/stage.ts';
import { sweptRun } from '../../core/experiment/sweep/sweepFixture.ts';
import type { SceneFacts } from '../../core/scenes/scene.ts';
import type { PolicyEvaluation } from '../../workers/training/protocol.ts';
import { initialState, type LabState, type RunPhase } from '../labState.ts';
import { Office } from '../office.ts';
import type { RunLocks } from '../runs/runLocks.ts';
import type { StartingPolicy } from '../trainingRun.ts';
import { memoryForThisVisit, type SweepMemory } from './keptSweep.ts';
import { Sweep } from './sweep.ts';
import type { SweepDesk } from './sweepRunner.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const settle = () => vi.advanceTimersByTimeAsync(1000);
const report = { backend: 'cpu', adapter: null, fallbackReason: null, candidates: [] } as const;
const scenes = [
  { id: 'lift', title: 'Lift', demonstrations: ['expert'], settings: { 'training.steps': 4 }, metric: 'success' },
  {
    ...{ id: 'hopper', title: 'Hopper', demonstrations: ['medium'], settings: {}, metric: 'return' },
    starts: [{ id: 'medium', description: 'it falls halfway' }],
  },
] as unknown as SceneFacts[];

/** A desk whose training a test finishes, and whose evaluations it answers. */
class DeskStand implements SweepDesk {
  readonly asked: string[] = [];
  started: { experiment: Experiment; policy?: StartingPolicy } | null = null;
  answer: (evaluation: PolicyEvaluation) => void = () => {};
  fail: (error: Error) => void = () => {};
  constructor(private readonly store: StoreApi<LabState>) {}
  async start(experiment: Experiment, _begin?: unknown, _kept?: unknown, _records?: unknown, policy?: StartingPolicy) {
    this.started = { experiment, policy };
    this.asked.push(`start ${experiment['dispersive.weight']}`);
    this.store.setState({ run: { experiment, facts: null, phase: 'training', message: null } });
  }
  enter(phase: RunPhase, message: string | null = null) {
    const { run } = this.store.getState();
    this.store.setState({
      run: { ...run!, phase, message },
      progress: { step: runLength(run!.experiment), stepsPerSecond: 0, evaluation: null },
    });
  }
  async play() {
    this.asked.push('play');
    this.enter('training');
  }
  async pause() {
    this.asked.push('pause');
    this.enter('paused');
  }
  async reset() {
    this.store.setState({ run: null });
  }
  dispose() {
    this.asked.push('dispose');
  }
  shareBackend() {}
  observe = () => () => undefined;
  takeSnapshot = async () => null;
  async keepState() {}
  keepAs() {}
  backendReport = async () => report;
  evaluatePolicy: SweepDesk['evaluatePolicy'] = (policy, { steps }, { signal } = {}) => {
    this.asked.push(`evaluate ${policy ? 'shipped' : 'run'} ${steps.join(' ')}`);
    return new Promise((resolve, reject) => {
      this.answer = resolve;
      this.fail = reject;
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
  };
}

const parent = {
  policy: new Uint8Array([7]),
  runId: null,
  experiment: resolveExperiment({ scene: 'hopper', 'policy.hiddenSize': 32, 'training.steps': 99 }),
};

function open(memory: SweepMemory = memoryForThisVisit(), locked = false) {
  const lab = createStore<LabState>(() => ({ ...initialState, scenes, backend: { ...initialState.backend, report } }));
  const desks: DeskStand[] = [];
  const locks = { hold: async () => !locked, release: () => undefined } as unknown as RunLocks;
  const sweep = new Sweep({
    lab,
    office: new Office(lab),
    memory,
    locks,
    fetchFile: async (path) => new TextEncoder().encode(path),
    openDesk(store) {
      desks.push(new DeskStand(store));
      return desks[desks.length - 1];
    },
    backendReport: async () => report,
    readStart: async (_, id) => ({ ...parent, name: id }),
  });
  sweep.form.editAxis('dispersive.weight', '0, 0.5');
  sweep.form.edit({ seeds: '1', steps: '1' });
  return { sweep, lab, desks, memory };
}

const { rungs, paired } = sweptRun({}, { 1: 10 });
const outcome: PolicyEvaluation = { rungs, paired };

async function finishRun(desk: DeskStand) {
  desk.enter('finished');
  await settle();
  desk.answer(outcome);
  await settle();
}

test('runs go one after the other, each trained to its end and then evaluated as the plan says', async () => {
  const { sweep, desks } = open();
  await sweep.start();
  await settle();
  expect(desks[0].asked).toEqual(['start 0']);
  expect(sweep.state.current).toMatchObject({ number: 1, stage: 'training' });
  await finishRun(desks[0]);
  expect(desks[0].asked).toEqual(['start 0', 'evaluate run 1', 'start 0.5']);
  expect(sweep.state.own).toMatchObject({
    phase: 'running',
    record: { backend: 'cpu', runs: [{ run: 'dispersive.weight=0' }] },
  });
  await finishRun(desks[0]);
  expect(sweep.state.own).toMatchObject({ phase: 'finished', problem: null });
  expect(sweep.state.own!.record.runs).toHaveLength(2);
  expect(sweep.state.current).toBeNull();
  expect(desks[0].asked.at(-1)).toBe('dispose');
});

test('runs of stage 2 begin from the scene’s shipped policy, with its network and with what varies', async () => {
  const { sweep, lab, desks } = open();
  const texts = { scene: 'hopper', stage: 'finetune', 'finetune.envSteps': '400', 'policy.hiddenSize': '256' };
  lab.setState({ draft: texts });
  sweep.form.edit({ steps: '1' });
  sweep.form.followStage();
  sweep.form.editAxis('anchor.weight', '0.5, 2');
  expect(sweep.form.read().problems).toEqual({});
  await sweep.start();
  await settle();
  // What stage 2 does not read is no part of the plan: the policy brings it.
  expect(sweep.state.own!.record.plan.base).toEqual({
    ...{ scene: 'hopper', stage: 'finetune' },
    ...{ 'finetune.start': 'medium', 'finetune.envSteps': 400 },
  });
  const { experiment, policy } = desks[0].started!;
  expect(experiment).toMatchObject({ stage: 'finetune', 'anchor.weight': 0.5, 'policy.hiddenSize': 32 });
  expect(policy).toMatchObject({ policy: new Uint8Array([7]), runId: null, name: 'medium' });
  await finishRun(desks[0]);
  expect(desks[0].started!.experiment['anchor.weight']).toBe(2);
});

test('a sweep of stage 2 says where a setting is stage 1’s, and where a scene has no policy to begin from', () => {
  const { sweep, lab } = open();
  lab.setState({ draft: { scene: 'hopper', stage: 'finetune' } });
  expect(sweep.form.read().problems['dispersive.weight']).toContain('from its stage 1 run');
  sweep.form.followStage();
  expect(sweep.form.read().problems).toEqual({});
  lab.setState({ draft: { scene: 'lift', stage: 'finetune' } });
  expect(sweep.form.read().problems.base).toContain('Lift has none');
});

test('a page that comes back goes on with the first run that is not done', async () => {
  const first = open();
  await first.sweep.start();
  await settle();
  await finishRun(first.desks[0]);
  const second = open(first.memory);
  expect(second.sweep.state.own).toMatchObject({ phase: 'paused' });
  await second.sweep.resume();
  await settle();
  expect(second.desks[0].asked).toEqual(['start 0.5']);
  await finishRun(second.desks[0]);
  expect(second.sweep.state.own!.record.runs.map(({ run }) => run)).toEqual([
    'dispersive.weight=0',
    'dispersive.weight=0.5',
  ]);
  expect(open(first.memory).sweep.state.own!.phase).toBe('finished');
});

test('a pause holds training, and calls off an evaluation that is then played anew', async () => {
  const { sweep, desks } = open();
  await sweep.start();
  await settle();
  await sweep.pause();
  expect(desks[0].asked.at(-1)).toBe('pause');
  expect(sweep.state.own!.phase).toBe('paused');
  await sweep.resume();
  await settle();
  expect(desks[0].asked.at(-1)).toBe('play');
  desks[0].enter('finished');
  await settle();
  await sweep.pause();
  await settle();
  expect(desks[0].asked.filter((what) => what.startsWith('evaluate'))).toHaveLength(1);
  await sweep.resume();
  await settle();
  expect(desks[0].asked.filter((what) => what.startsWith('evaluate'))).toHaveLength(2);
});

test('a run that fails stops the sweep, says why, and is tried again by Continue', async () => {
  const { sweep, desks } = open();
  await sweep.start();
  await settle();
  desks[0].enter('failed', 'The loss left the finite numbers.');
  await settle();
  expect(sweep.state.own).toMatchObject({ phase: 'paused', problem: 'The loss left the finite numbers.' });
  await sweep.resume();
  await settle();
  expect(desks[1].asked).toEqual(['start 0']);
  expect(sweep.state.own!.problem).toBeNull();
});

test('an evaluation whose worker died is played again, and only so often', async () => {
  const { sweep, desks } = open();
  await sweep.start();
  await settle();
  desks[0].enter('finished');
  await settle();
  for (let death = 1; death <= 3; death++) {
    expect(sweep.state.own!.phase).toBe('running');
    desks[0].fail(Object.assign(new Error('the worker died'), { name: 'WorkerDiedError' }));
    await settle();
  }
  expect(sweep.state.own).toMatchObject({ phase: 'paused', problem: 'the worker died' });
});

test('a sweep that is stopped keeps what is done, and hears no more of its run', async () => {
  const { sweep, desks } = open();
  await sweep.start();
  await settle();
  await finishRun(desks[0]);
  await sweep.cancel();
  expect(sweep.state.own).toMatchObject({ phase: 'paused', record: { runs: [{ run: 'dispersive.weight=0' }] } });
  expect(sweep.state.current).toBeNull();
  desks[0].answer(outcome);
  await settle();
  expect(sweep.state.own!.record.runs).toHaveLength(1);
});

test('the shipped policy is evaluated without a run', async () => {
  const { sweep, desks } = open();
  sweep.form.fill({ grid: {}, stepCounts: [1, 2], episodes: 3, policy: 'shipped' });
  await sweep.start();
  await settle();
  expect(desks[0].asked).toEqual(['evaluate shipped 1 2']);
  desks[0].answer(outcome);
  await settle();
  expect(sweep.state.own).toMatchObject({ phase: 'finished', record: { runs: [{ run: 'run' }] } });
});

test('while another tab sweeps, this one does not', async () => {
  const { sweep, lab, desks } = open(memoryForThisVisit(), true);
  await sweep.start();
  expect(desks).toHaveLength(0);
  expect(lab.getState().notices[0].message).toContain('another tab');
});

test('a form with a mistake starts nothing, and a full browser does not stop a sweep', async () => {
  const full: SweepMemory = {
    read: () => null,
    write: () => {
      throw new Error('quota');
    },
  };
  const { sweep, lab, desks } = open(full);
  sweep.form.edit({ episodes: 'many' });
  await sweep.start();
  expect(desks).toHaveLength(0);
  sweep.form.edit({ episodes: '2' });
  await sweep.start();
  await settle();
  expect(desks[0].asked).toEqual(['start 0']);
  expect(lab.getState().notices.map(({ message }) => message)).toEqual([
    'The sweep was not started. Expected a whole number from 1 to 1000.',
    expect.stringContaining('no space to remember it'),
  ]);
});

test('a file is shown in place of one’s own sweep until it is closed, and what is no record is refused', async () => {
  const { sweep } = open();
  await sweep.start();
  const text = JSON.stringify(sweep.state.own!.record);
  sweep.open('other.sweep.json', new TextEncoder().encode(text));
  expect(sweep.state.opened).toMatchObject({ name: 'other.sweep.json', kind: 'file' });
  sweep.closeOpened();
  expect(sweep.state.opened).toBeNull();
  expect(() => sweep.open('x.json', new TextEncoder().encode('{}'))).toThrow('x.json: is not a sweep');
});
