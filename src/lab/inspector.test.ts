import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LivePose } from '../workers/physics/protocol.ts';
import { Inspector } from './inspector.ts';
import { Stand } from './standIns.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const settle = (milliseconds = 600) => vi.advanceTimersByTimeAsync(milliseconds);

/** An inspector of a policy with two observed numbers and a chunk of two, whose bytes are its name. */
function open() {
  const workers: Stand[] = [];
  let onPolicy: (policy: Uint8Array | null) => void = () => {};
  let onPose: (pose: LivePose) => void = () => {};
  let policy: Uint8Array | null = Uint8Array.of(1);
  const facts = { scene: 'detour', observationSize: 2, actionHorizon: 1, actionSize: 2 };
  const inspector = new Inspector({
    spawn() {
      workers.push(
        new Stand({
          load: () => facts,
          noise: ({ seed }: { seed: number }) => Float32Array.of(seed, seed),
          trace: (input: object) => input,
          field: (input: object) => input,
          cloud: (input: object) => input,
        }),
      );
      return workers.at(-1) as never;
    },
    policy: () => policy,
    onPolicy: (listener) => {
      onPolicy = listener;
    },
    onPose: (listener) => {
      onPose = listener;
    },
  });
  return {
    inspector,
    workers,
    see: (...observation: number[]) =>
      onPose({ observation: Float32Array.from(observation), controlStep: 1 } as LivePose),
    begin: (...observation: number[]) =>
      onPose({ observation: Float32Array.from(observation), controlStep: 0 } as LivePose),
    act(bytes: Uint8Array | null) {
      policy = bytes;
      onPolicy(bytes);
    },
  };
}

test('nothing is asked before it is opened, nor after it is closed', async () => {
  const { inspector, workers, see, act } = open();
  see(0.1, 0.2);
  await settle();
  expect(workers).toHaveLength(0);
  inspector.open();
  await settle();
  expect(inspector.state.trace).toMatchObject({ observation: Float32Array.of(0.1, 0.2), steps: 32 });
  expect(inspector.state.field).toMatchObject({ time: 1 });
  inspector.close();
  const asked = workers[0].calls.length;
  see(0.3, 0.4);
  act(Uint8Array.of(2));
  await settle();
  expect(workers[0].calls).toHaveLength(asked);
});

test('the moment is followed at most five times a second, and kept while it is held', async () => {
  const { inspector, workers, see } = open();
  inspector.open();
  await settle();
  for (let i = 1; i <= 100; i++) {
    see(i, i);
    await settle(10);
  }
  expect(workers[0].count('trace')).toBeLessThanOrEqual(6);
  inspector.hold(true);
  see(200, 200);
  await settle();
  expect(inspector.state.observation?.[0]).toBeLessThanOrEqual(100);
  inspector.hold(false);
  await settle();
  expect(inspector.state.observation).toEqual(Float32Array.of(200, 200));
});

test('the next start of an episode is held when that is asked for', async () => {
  const { inspector, see, begin } = open();
  inspector.open();
  inspector.holdNextStart();
  see(1, 1);
  begin(2, 2);
  see(3, 3);
  await settle();
  expect(inspector.state).toMatchObject({ isHeld: true, observation: Float32Array.of(2, 2) });
  expect(inspector.state.trace).toMatchObject({ observation: Float32Array.of(2, 2) });
});

test('a dragged noise is traced where it was let go, however fast it moved', async () => {
  const { inspector, workers, see } = open();
  see(0, 0);
  inspector.open();
  await settle();
  const before = workers[0].count('trace');
  for (let i = 1; i <= 40; i++) inspector.setNoise(Float32Array.of(i, 0));
  await settle();
  expect(inspector.state.trace?.noise).toEqual(Float32Array.of(40, 0));
  expect(workers[0].count('trace') - before).toBeLessThanOrEqual(2);
});

test('new weights are looked into at the same moment with the same noise', async () => {
  const { inspector, workers, see, act } = open();
  see(0.5, 0.5);
  inspector.open();
  await settle();
  inspector.hold(true);
  inspector.setNoise(Float32Array.of(1, -1));
  act(Uint8Array.of(2));
  await settle();
  expect(workers[0].last('load')).toEqual({ policy: Uint8Array.of(2) });
  expect(inspector.state).toMatchObject({ isHeld: true, observation: Float32Array.of(0.5, 0.5) });
  expect(inspector.state.trace?.noise).toEqual(Float32Array.of(1, -1));
});

test('another scene begins empty, and a pose of the last one is not shown to its policy', async () => {
  const { inspector, see, act } = open();
  see(0.5, 0.5);
  inspector.open();
  await settle();
  act(null);
  expect(inspector.state).toMatchObject({ policy: null, trace: null, observation: null, isHeld: false });
  act(Uint8Array.of(2));
  see(1, 2, 3);
  await settle();
  expect(inspector.state.trace).toBeNull();
});

test('a worker that dies is replaced, and its policy is loaded anew', async () => {
  const { inspector, workers, see } = open();
  see(0.5, 0.5);
  inspector.open();
  await settle();
  workers[0].die();
  await settle();
  expect(workers).toHaveLength(2);
  expect(workers[1].last('load')).toEqual({ policy: Uint8Array.of(1) });
  expect(workers[1].count('trace')).toBeGreaterThan(0);
  expect(inspector.state.problem).toBeNull();
});
