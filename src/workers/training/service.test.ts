/** @file The training worker's service in node: real tensors, real physics threads, real ports. */
import '@tensorflow/tfjs-backend-wasm';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ExperimentInput, resolveExperiment } from '../../core/experiment/experiment.ts';
import type { RunRecord } from '../../core/experiment/records.ts';
import { decodeSnapshot } from '../../core/training/snapshot.ts';
import type { PhysicsClient } from '../physics/client.ts';
import { spawnPhysicsThreads } from '../physics/nodeThreads.ts';
import { messagePort } from '../rpc/ports.ts';
import { TrainingClient } from './client.ts';
import type { PolicyUpdate, TrainingStatus } from './protocol.ts';
import { serveTraining } from './service.ts';

let physics: PhysicsClient[];
let client: TrainingClient;

beforeAll(async () => {
  physics = spawnPhysicsThreads(1);
  const { port1, port2 } = new MessageChannel();
  // Node empties one port before it looks at the next, so a browser's way to yield would starve the others here.
  const yieldToMessages = () => new Promise<void>((resolve) => setImmediate(resolve));
  serveTraining(messagePort(port2), () => performance.now(), yieldToMessages);
  client = new TrainingClient(messagePort(port1));
  const report = await client.call('prepare', { backend: 'wasm' });
  expect(report).toMatchObject({ backend: 'wasm', fallbackReason: null });
});

afterAll(() => {
  client.dispose();
  for (const thread of physics) thread.dispose();
});

async function startRun(settings: ExperimentInput, snapshot?: Uint8Array) {
  const experiment = resolveExperiment({
    'policy.hiddenSize': 8,
    'training.batchSize': 8,
    'training.steps': 12,
    'training.logInterval': 2,
    'training.snapshotInterval': 4,
    'representation.interval': 6,
    'representation.probeSize': 16,
    'evaluation.interval': 5,
    'evaluation.episodes': 2,
    'evaluation.stepLimit': 8,
    ...settings,
  });
  const demonstrations = new Uint8Array(readFileSync('public/demonstrations/lift-expert.demo'));
  const ports = await Promise.all(physics.map((thread) => thread.connect()));
  const input = { experiment, demonstrations, physics: ports, snapshot };
  return client.call('start', input, { transfer: ports });
}

function listen() {
  const records: RunRecord[] = [];
  const snapshots: Uint8Array[] = [];
  const policies: PolicyUpdate[] = [];
  const phases = new Set<TrainingStatus['phase']>();
  const unsubscribe = [
    client.on('record', (record) => records.push(record)),
    client.on('snapshot', ({ snapshot }) => snapshots.push(snapshot)),
    client.on('policy', (policy) => policies.push(policy)),
    client.on('status', ({ phase }) => phases.add(phase)),
  ];
  const until = async (isDone: () => boolean) => {
    while (!isDone()) await new Promise((resolve) => setImmediate(resolve));
  };
  return { records, snapshots, policies, phases, until, close: () => unsubscribe.map((stop) => stop()) };
}

/** Hears the next run from its beginning: the one there is ends, and what it still had to say arrives before. */
async function listenToNext() {
  await client.call('stop');
  // An event of which only the newest matters waits until the one before it was dealt with.
  await client.call('memory');
  return listen();
}

/** Latency is the one part of a record that is never the same twice. */
const withoutLatency = (record: RunRecord) => ({ ...record, latencyMs: null });

const stepsOf = (records: readonly RunRecord[], kind: RunRecord['kind']) =>
  records.filter((record) => record.kind === kind).map(({ step }) => step);

test('a run trains to its end and evaluates the last weights, even where an evaluation was still running', async () => {
  const heard = await listenToNext();
  await startRun({});
  await client.call('play');
  await heard.until(() => stepsOf(heard.records, 'paired').at(-1) === 12);
  heard.close();
  expect(stepsOf(heard.records, 'training')).toEqual([2, 4, 6, 8, 10, 12]);
  expect(stepsOf(heard.records, 'embedding')).toEqual([0, 6, 12]);
  expect(heard.phases).toContain('finished');
  const last = heard.records.filter((record) => record.kind === 'evaluation' && record.step === 12);
  expect(last).toMatchObject([
    { steps: 1, episodes: 2 },
    { steps: 32, episodes: 2 },
  ]);
});

test('a run taken up from an emitted snapshot logs what the first one logged', async () => {
  await startRun({ seed: 3, 'evaluation.interval': 1000 });
  const first = listen();
  await client.call('play');
  await first.until(() => first.phases.has('finished'));
  first.close();
  const facts = await startRun({ seed: 3, 'evaluation.interval': 1000 }, first.snapshots[0]);
  const second = listen();
  expect(facts.step).toBe(4);
  await client.call('play');
  await second.until(() => second.phases.has('finished'));
  second.close();
  const training = (records: RunRecord[]) => records.filter((record) => record.kind === 'training');
  expect(training(second.records)).toEqual(training(first.records).filter(({ step }) => step > 4));
});

test('slow motion shows the policy of every step, and changes no number of the run', async () => {
  const settings = { seed: 5, 'training.steps': 8, 'evaluation.interval': 1000 };
  const play = async () => {
    const heard = await listenToNext();
    await startRun(settings);
    await client.call('play');
    await heard.until(() => heard.phases.has('finished'));
    heard.close();
    return heard;
  };
  const fast = await play();
  await client.call('setPace', { stepsPerSecond: 50 });
  const slow = await play();
  await client.call('setPace', { stepsPerSecond: null });
  expect(slow.policies.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(slow.records).toEqual(fast.records);
  expect(slow.policies.at(-1)).toEqual(fast.policies.at(-1));
});

test('however rarely snapshots are asked for, one is there every 200 steps, and it changes no number', async () => {
  const play = async (snapshotInterval: number) => {
    const heard = await listenToNext();
    const quiet = { 'evaluation.interval': 1000, 'representation.interval': 1000 };
    // Losses are averaged over 30 steps, and snapshots fall in between.
    const logging = {
      'training.steps': 450,
      'training.logInterval': 30,
      'training.snapshotInterval': snapshotInterval,
    };
    await startRun({ seed: 6, ...quiet, ...logging });
    await client.call('play');
    await heard.until(() => heard.phases.has('finished'));
    heard.close();
    return heard;
  };
  const rare = await play(1_000_000);
  expect(rare.snapshots.map((bytes) => decodeSnapshot(bytes, 'a snapshot').metadata.step)).toEqual([200, 400, 450]);
  const frequent = await play(7);
  expect(frequent.records).toEqual(rare.records);
  expect(frequent.snapshots.at(-1)).not.toEqual(frequent.snapshots.at(-2));
  const weights = (bytes: Uint8Array) => decodeSnapshot(bytes, 'a snapshot').weights;
  expect(weights(frequent.snapshots.at(-1)!)).toEqual(weights(rare.snapshots.at(-1)!));
});

test('an evaluation that loses its physics worker is played again by the next one, with the same outcome', async () => {
  const settings = { 'training.steps': 1, 'evaluation.episodes': 4, 'evaluation.stepLimit': 40 };
  const evaluated = (records: readonly RunRecord[]) =>
    records.filter(({ kind }) => kind === 'evaluation' || kind === 'paired').map(withoutLatency);
  const undisturbed = await listenToNext();
  await startRun(settings);
  await client.call('play');
  await undisturbed.until(() => stepsOf(undisturbed.records, 'paired').length > 0);
  undisturbed.close();

  const heard = await listenToNext();
  await startRun(settings);
  await client.call('play');
  // The first rung is done, the second one under way.
  await heard.until(() => stepsOf(heard.records, 'evaluation').length === 1);
  physics[0].dispose();
  physics = spawnPhysicsThreads(1);
  const port = await physics[0].connect();
  const { replayedStep } = await client.call('attachPhysics', { physics: [port] }, { transfer: [port] });
  expect(replayedStep).toBe(1);
  await heard.until(() => stepsOf(heard.records, 'paired').length > 0);
  heard.close();
  expect(evaluated(heard.records)).toEqual(evaluated(undisturbed.records));
  expect((await client.call('attachPhysics', { physics: [] })).replayedStep).toBeNull();
});

test('more episodes than there is memory for take turns, and each is counted', async () => {
  const heard = await listenToNext();
  await startRun({ 'training.steps': 1, 'evaluation.episodes': 40, 'evaluation.stepLimit': 1 });
  await client.call('play');
  await heard.until(() => stepsOf(heard.records, 'paired').length > 0);
  heard.close();
  const [rung] = heard.records.filter((record) => record.kind === 'evaluation');
  expect(rung.episodes).toBe(40);
  expect(rung.outcomes!.map(({ seed }) => seed)).toEqual(Array.from({ length: 40 }, (_, i) => 2_000_000 + i));
});

test('a policy plays the numbers of steps that were asked for, and the run’s own evaluation stays what it was', async () => {
  const settings = { seed: 9, 'training.steps': 5 };
  const play = async (beside: () => Promise<unknown>) => {
    const heard = await listenToNext();
    await startRun(settings);
    await client.call('play');
    await heard.until(() => heard.phases.has('finished'));
    await beside();
    await heard.until(() => stepsOf(heard.records, 'paired').length > 0);
    heard.close();
    return heard.records.filter(({ kind }) => kind === 'evaluation').map(withoutLatency);
  };
  const undisturbed = await play(async () => undefined);
  const seen: unknown[] = [];
  const disturbed = await play(async () => {
    const { policy } = await client.call('policy');
    const ports = await Promise.all(physics.map((thread) => thread.connect()));
    const input = { policy, physics: ports, steps: [1, 2, 5], episodes: 3, seed: 20_000 };
    const { rungs, paired } = await client.call('evaluatePolicy', input, {
      transfer: ports,
      onProgress: (progress) => seen.push(progress),
    });
    expect(rungs.map(({ steps, episodes, step }) => [steps, episodes, step])).toEqual([
      [1, 3, 5],
      [2, 3, 5],
      [5, 3, 5],
    ]);
    expect(rungs.every(({ latencyMs }) => latencyMs !== null && latencyMs.p50 <= latencyMs.p95)).toBe(true);
    expect(paired).toMatchObject({ one: 1, many: 5 });
  });
  expect(seen.at(-1)).toEqual({ done: 9, planned: 9 });
  expect(disturbed).toEqual(undisturbed);
}, 30_000);

test('a policy is evaluated without any run, and one that is called off leaves nothing behind', async () => {
  await client.call('stop');
  const policy = new Uint8Array(readFileSync('public/policies/detour.policy'));
  const before = await client.call('memory');
  const ports = await Promise.all(physics.map((thread) => thread.connect()));
  const input = { policy, physics: ports, steps: [1], episodes: 2, seed: 20_000 };
  const { rungs, paired } = await client.call('evaluatePolicy', input, { transfer: ports });
  expect(rungs).toMatchObject([{ steps: 1, episodes: 2 }]);
  expect(paired).toBeNull();

  const more = await Promise.all(physics.map((thread) => thread.connect()));
  const controller = new AbortController();
  const long = client.call(
    'evaluatePolicy',
    { ...input, physics: more, episodes: 5000 },
    {
      transfer: more,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    },
  );
  await expect(long).rejects.toThrow('abort');
  await expect.poll(async () => (await client.call('memory')).tensors).toBe(before.tensors);
}, 30_000);

test('a run that ends gives back every tensor it held', async () => {
  await client.call('stop');
  const before = await client.call('memory');
  for (const seed of [1, 2]) {
    await startRun({ seed });
    await client.call('play');
    expect((await client.call('memory')).tensors).toBeGreaterThan(before.tensors);
    await client.call('stop');
    expect((await client.call('memory')).tensors).toBe(before.tensors);
  }
  expect(before.wasmBytes).toBeGreaterThan(2 ** 20);
});

test('a run that is stopped while it begins leaves nothing behind', async () => {
  const before = await client.call('memory');
  const [facts] = await Promise.all([startRun({}), Promise.resolve().then(() => client.call('stop'))]);
  expect(facts.step).toBe(0);
  await client.call('stop');
  expect((await client.call('memory')).tensors).toBe(before.tensors);
});

test('pausing stands still, and a step is one step', async () => {
  await startRun({ 'training.steps': 1000, 'training.logInterval': 1, 'evaluation.interval': 1000 });
  const heard = listen();
  await client.call('play');
  await heard.until(() => stepsOf(heard.records, 'training').length > 3);
  await client.call('pause');
  const before = stepsOf(heard.records, 'training').length;
  await client.call('step');
  expect(stepsOf(heard.records, 'training').length).toBe(before + 1);
  heard.close();
});

test('what cannot be done now is refused in words', async () => {
  await expect(client.call('prepare', { backend: 'cpu' })).rejects.toThrow('reset it first');
  await client.call('stop');
  await expect(client.call('play')).rejects.toThrow('there is no run');
});
