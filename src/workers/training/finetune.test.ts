/** @file Stage 2 in the training worker's service in node: real tensors, real physics threads, real ports. */
import '@tensorflow/tfjs-backend-wasm';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EvaluationRecord, FinetuningRecord, RunRecord } from '../../core/experiment/records.ts';
import { finetuneExperiment } from '../../core/experiment/stage.ts';
import { decodePolicy } from '../../core/policy/policyFile.ts';
import type { PhysicsClient } from '../physics/client.ts';
import { spawnPhysicsThreads } from '../physics/nodeThreads.ts';
import { messagePort } from '../rpc/ports.ts';
import { TrainingClient } from './client.ts';
import type { SnapshotUpdate, TrainingStatus } from './protocol.ts';
import { serveTraining } from './service.ts';

let physics: PhysicsClient[];
let client: TrainingClient;
const policy = new Uint8Array(readFileSync('public/policies/hopper-medium.policy'));
const demonstrations = new Uint8Array(readFileSync('public/demonstrations/hopper-medium.demo'));

beforeAll(async () => {
  physics = spawnPhysicsThreads(2);
  const { port1, port2 } = new MessageChannel();
  const yieldToMessages = () => new Promise<void>((resolve) => setImmediate(resolve));
  serveTraining(messagePort(port2), () => performance.now(), yieldToMessages);
  client = new TrainingClient(messagePort(port1));
  await client.call('prepare', { backend: 'wasm' });
});

afterAll(() => {
  client.dispose();
  for (const thread of physics) thread.dispose();
});

async function startRun(snapshot?: Uint8Array) {
  const experiment = finetuneExperiment(decodePolicy(policy, 'a').metadata.experiment, {
    'finetune.envSteps': 500,
    'finetune.environments': 4,
    'finetune.decisions': 6,
    'finetune.batchSize': 12,
    'finetune.epochs': 2,
    'finetune.criticHiddenSize': 8,
    'finetune.criticWarmup': 1,
    'finetune.snapshotInterval': 2,
    'finetune.evaluationInterval': 4,
    'evaluation.episodes': 2,
    'evaluation.stepLimit': 8,
    'representation.probeSize': 16,
  });
  const ports = await Promise.all(physics.map((thread) => thread.connect()));
  const input = { experiment, demonstrations, physics: ports, ...(snapshot ? { snapshot } : { policy }) };
  return client.call('start', input, { transfer: ports });
}

function listen() {
  const records: RunRecord[] = [];
  const snapshots: SnapshotUpdate[] = [];
  const phases: TrainingStatus['phase'][] = [];
  const unsubscribe = [
    client.on('record', (record) => records.push(record)),
    client.on('snapshot', (snapshot) => snapshots.push(snapshot)),
    client.on('status', ({ phase }) => phases.push(phase)),
  ];
  const until = async (isDone: () => boolean) => {
    while (!isDone()) await new Promise((resolve) => setImmediate(resolve));
  };
  return { records, snapshots, phases, until, close: () => unsubscribe.map((stop) => stop()) };
}

/** Hears the next run from its beginning: the one there is ends, and what it still had to say arrives before. */
async function listenToNext() {
  await client.call('stop');
  // An event of which only the newest matters waits until the one before it was dealt with.
  await client.call('memory');
  return listen();
}

/** Without what is never the same twice */
const iterationsOf = (records: readonly RunRecord[]) =>
  records
    .filter((record): record is FinetuningRecord => record.kind === 'finetuning')
    .map(({ timing: _, ...record }) => record);

const isFinished = ({ phases, records }: ReturnType<typeof listen>) =>
  phases.at(-1) === 'finished' && records.some(({ kind, step }) => kind === 'paired' && step >= 500);

async function wholeRun() {
  const heard = await listenToNext();
  const facts = await startRun();
  await client.call('play');
  await heard.until(() => isFinished(heard));
  heard.close();
  return { facts, heard };
}

test('a run begins with the level of stage 1 and a snapshot, and ends at its environment steps with an evaluation', async () => {
  const { facts, heard } = await wholeRun();
  expect(facts.parent?.step).toBe(6000);
  expect(facts.parent?.policy).toEqual(policy);
  expect(facts.demonstrationLevel).toBeGreaterThan(1200);
  expect(heard.snapshots[0].step).toBe(0);
  const evaluations = heard.records.filter((record): record is EvaluationRecord => record.kind === 'evaluation');
  expect(evaluations.slice(0, 2).map(({ step, steps }) => [step, steps])).toEqual([
    [0, 1],
    [0, 32],
  ]);
  const iterations = iterationsOf(heard.records);
  expect(iterations.map(({ iteration }) => iteration)).toEqual(iterations.map((_, i) => i + 1));
  const last = iterations.at(-1)!.step;
  expect(last).toBeGreaterThanOrEqual(500);
  expect(evaluations.at(-1)?.step).toBe(last);
  expect(heard.snapshots.at(-1)?.step).toBe(last);
});

test('paused in the middle of an iteration and taken up again from its snapshot, a run tells what it would have told', async () => {
  const { heard: whole } = await wholeRun();
  const first = await listenToNext();
  await startRun();
  await client.call('play');
  await first.until(() => iterationsOf(first.records).length === 3);
  await client.call('pause');
  for (let i = 0; i < 3; i++) await client.call('step');
  const { snapshot, step } = await client.call('snapshot');
  first.close();
  const expected = iterationsOf(whole.records);
  // The newest whole iteration, though more was played.
  expect(step).toBe(iterationsOf(first.records).at(-1)!.step);
  const facts = await startRun(snapshot);
  const second = listen();
  expect([facts.step, facts.parent?.policyHash]).toEqual([step, facts.parent?.policyHash]);
  await client.call('play');
  await second.until(() => isFinished(second));
  second.close();
  expect(second.records.some((record) => record.step === 0)).toBe(false);
  expect(iterationsOf(second.records)).toEqual(expected.filter((record) => record.step > step));
});

test('a physics worker that dies takes nothing of the run with it: its robots go on in another', async () => {
  const { heard: whole } = await wholeRun();
  const heard = await listenToNext();
  await startRun();
  await client.call('play');
  await heard.until(() => iterationsOf(heard.records).length === 1);
  physics[0].dispose();
  physics = [...spawnPhysicsThreads(1), physics[1]];
  const ports = await Promise.all(physics.map((thread) => thread.connect()));
  await client.call('attachPhysics', { physics: ports }, { transfer: ports });
  await heard.until(() => isFinished(heard));
  heard.close();
  expect(iterationsOf(heard.records)).toEqual(iterationsOf(whole.records));
});
