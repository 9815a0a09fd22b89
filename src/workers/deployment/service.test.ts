/** @file The deployment worker's service in node: real tensors, real physics threads, the real runtime. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DeployedPolicy } from '../../core/policy/deployedPolicy.ts';
import type { PhysicsClient } from '../physics/client.ts';
import { spawnPhysicsThreads } from '../physics/nodeThreads.ts';
import { messagePort } from '../rpc/ports.ts';
import { DeploymentClient } from './client.ts';
import { serveDeployment } from './service.ts';

let physics: PhysicsClient[];
let client: DeploymentClient;
/** Of the toy scene, whose episodes take milliseconds */
let zip: Blob;

const connect = () => Promise.all(physics.map((thread) => thread.connect()));

beforeAll(async () => {
  physics = spawnPhysicsThreads(1);
  const { port1, port2 } = new MessageChannel();
  serveDeployment(messagePort(port2), () => performance.now());
  client = new DeploymentClient(messagePort(port1));
  const ports = await connect();
  const input = {
    policy: new Uint8Array(readFileSync('public/policies/detour.policy')),
    run: 'a test',
    steps: 2,
    demonstrationsSha256: null,
    evaluation: [{ step: 10, steps: 2, episodes: 20, successes: 10, meanReturn: 0.5 }],
    appVersion: '0.0.0',
    createdAt: '2026-01-01T00:00:00.000Z',
    physics: ports,
  };
  zip = (await client.call('make', input, { transfer: ports })).file;
});

afterAll(() => {
  client.dispose();
  for (const thread of physics) thread.dispose();
});

test('a bundle says what was exported, and its weights act again', async () => {
  const { manifest, policy } = await client.call('open', { file: zip });
  expect(manifest).toMatchObject({
    scene: { id: 'detour' },
    policy: { steps: 2 },
    training: { run: 'a test' },
    hardware: { status: 'simulation only until checked on the robot' },
  });
  expect(manifest.evaluation[0].wilson[0]).toBeCloseTo(0.299, 2);
  const [shipped, again] = [new Uint8Array(readFileSync('public/policies/detour.policy')), policy].map((bytes) =>
    DeployedPolicy.decode(bytes, 'a policy'),
  );
  const { observationSize } = shipped.metadata.architecture;
  const noise = new Float32Array(shipped.chunkLength).fill(0.3);
  const [expected, found] = [shipped, again].map((one) => one.sample(new Float32Array(observationSize), noise, 2));
  for (const [i, value] of found.entries()) expect(value).toBeCloseTo(expected[i], 4);
});

test('the graph answers its test vectors, plays the trainer’s episodes, and is timed beside an empty loop', async () => {
  const vectors = await client.call('checkVectors', { file: zip });
  expect(vectors).toMatchObject({ count: 64, isWithin: true });
  expect(vectors.runtime).toMatch(/^onnxruntime-web \d/);
  const ports = await connect();
  const progress: number[] = [];
  const loop = await client.call(
    'playClosedLoop',
    { file: zip, physics: ports, episodes: 6, seed: 10_000 },
    { transfer: ports, onProgress: ({ done, planned }) => progress.push(done / planned) },
  );
  expect(loop).toMatchObject({ episodes: 6, agreed: 6 });
  expect(progress.at(-1)).toBe(1);
  const { ladder, emptyLoop, clockTick } = await client.call('timeLatency', { file: zip, steps: [1, 2] });
  expect(ladder.map(({ steps }) => steps)).toEqual([1, 2]);
  // It waits as long as the graph computes.
  expect(emptyLoop.p50).toBeGreaterThanOrEqual(ladder[0].p50);
  expect(clockTick).toBeGreaterThan(0);
});

test('a damaged bundle and a file that is none are refused with an error that names the part', async () => {
  const bytes = new Uint8Array(await zip.arrayBuffer());
  bytes[bytes.length >> 1] ^= 0xff;
  await expect(client.call('open', { file: new Blob([bytes]) })).rejects.toMatchObject({
    name: 'BundleError',
    message: expect.stringMatching(/^(bundle|policy\.onnx|test-vectors\.json): /),
  });
  await expect(client.call('checkVectors', { file: new Blob(['PK']) })).rejects.toThrow('it is no zip file');
});

test('a closed loop that is cancelled ends at once, and the worker answers on', async () => {
  const ports = await connect();
  const cancelled = new AbortController();
  const call = client.call(
    'playClosedLoop',
    { file: zip, physics: ports, episodes: 100, seed: 0 },
    { transfer: ports, signal: cancelled.signal, onProgress: () => cancelled.abort() },
  );
  await expect(call).rejects.toThrow();
  await expect(client.call('open', { file: zip })).resolves.toMatchObject({ manifest: { scene: { id: 'detour' } } });
});

test('a log that the runner wrote becomes columns, episode by episode', async () => {
  const text = readFileSync('e2e/fixtures/lift-runner.jsonl', 'utf8');
  const log = await client.call('readLog', { file: new Blob([text]) });
  const steps = log.timeMs.length;
  expect(log.header).toMatchObject({ scene: 'lift', rateHz: 20 });
  expect(log.episodes.map(({ episode, success }) => [episode, success])).toEqual([
    [0, true],
    [1, true],
  ]);
  expect(log.episodes[1].first + log.episodes[1].count).toBe(steps);
  // Seven joints, two fingers, a cube
  expect(log.states).toHaveLength(16 * steps);
  // A chunk is drawn for four actions.
  expect(Number.isNaN(log.inferenceMs[0])).toBe(false);
  expect(Number.isNaN(log.inferenceMs[1])).toBe(true);
  await expect(client.call('readLog', { file: new Blob([text.slice(300)]) })).rejects.toMatchObject({
    name: 'RunnerLogError',
  });
});
