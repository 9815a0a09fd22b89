import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { resolveExperiment } from '../../core/experiment/experiment.ts';
import { architectureOf, initialiseParameters } from '../../core/policy/architecture.ts';
import { encodePolicy } from '../../core/policy/policyFile.ts';
import { Random } from '../../core/random/random.ts';
import type { PhysicsClient } from './client.ts';
import { spawnPhysicsThreads } from './nodeThreads.ts';
import type { LivePose } from './protocol.ts';

/** An untrained policy file for a scene of Hopper's sizes. */
function policyFile(scene: string): Uint8Array {
  const experiment = resolveExperiment({ scene, 'policy.hiddenSize': 32, 'policy.actionHorizon': 4 });
  const architecture = architectureOf(experiment, 11, 3);
  const identity = (size: number) => ({ centre: new Array(size).fill(0), scale: new Array(size).fill(1) });
  return encodePolicy({
    metadata: {
      scene,
      experiment,
      step: 0,
      architecture,
      observationNormalizer: identity(11),
      actionNormalizer: identity(3),
    },
    parameters: initialiseParameters(architecture, new Random(1)),
  });
}

const policy = policyFile('hopper');
let physics: PhysicsClient;
let poses: LivePose[] = [];
beforeAll(() => {
  [physics] = spawnPhysicsThreads(1);
  physics.on('pose', (pose) => poses.push(pose));
});
beforeEach(() => {
  poses = [];
});
afterAll(() => physics.dispose());

test('a playing robot shows poses in real time, and a paused one stands still', async () => {
  await physics.call('startLive', { scene: 'hopper', policy, steps: 1, ghostSteps: null, seed: 0, playing: true });
  await expect.poll(() => poses.length, { timeout: 10_000 }).toBeGreaterThan(20);
  await physics.call('setLivePlaying', { playing: false });
  // A pose that waited behind another is delivered before this answer.
  await physics.call('scenes');
  const last = poses.at(-1)!;
  expect(last.poses).toHaveLength(5 * 7);
  expect(last.time).toBeCloseTo(last.controlStep / 125, 9);
  const count = poses.length;
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(poses.length).toBe(count);
});

test('while paused a step shows one pose, and a seed plays the same episode again', async () => {
  await physics.call('startLive', { scene: 'hopper', policy, steps: 2, ghostSteps: 4, seed: 5, playing: false });
  const play = async () => {
    for (let i = 0; i < 6; i++) await physics.call('stepLive');
    await expect.poll(() => poses.at(-1)?.controlStep).toBe(6);
    return poses.at(-1)!;
  };
  const first = await play();
  expect(poses.map((pose) => pose.controlStep)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  await physics.call('resetLive', { seed: 5 });
  const again = await play();
  expect(again.poses).toEqual(first.poses);
  expect(again.ghost!.poses).toEqual(first.ghost!.poses);
  expect(again.episode).toBe(first.episode + 1);
});

test('a policy for another scene or a damaged file is refused, and the robot goes on', async () => {
  await physics.call('startLive', { scene: 'hopper', policy, steps: 1, ghostSteps: null, seed: 0, playing: false });
  await expect(physics.call('setLivePolicy', { policy: policyFile('lift') })).rejects.toThrow(
    'trained for lift and cannot act in hopper',
  );
  await expect(physics.call('setLivePolicy', { policy: policy.slice(0, 99) })).rejects.toMatchObject({
    name: 'FileFormatError',
  });
  await physics.call('stepLive');
  await expect.poll(() => poses.at(-1)?.controlStep).toBe(1);
});

test('without a policy the robot stands where its episode begins, and moves with the first one it is given', async () => {
  const cast = { steps: 1, ghostSteps: null };
  await physics.call('startLive', { scene: 'hopper', policy: null, ...cast, seed: 0, playing: true });
  await physics.call('stepLive');
  await physics.call('scenes');
  expect(poses.at(-1)).toMatchObject({ controlStep: 0, span: [0, 0] });
  await physics.call('setLivePolicy', { policy });
  await expect.poll(() => poses.at(-1)?.controlStep, { timeout: 10_000 }).toBeGreaterThan(5);
  await physics.call('setLivePlaying', { playing: false });
});

test('a control step of every scene is timed, and nothing is left behind', async () => {
  const scenes = await physics.call('scenes');
  const measure = async () => {
    const times = [];
    for (const { id } of scenes) times.push((await physics.call('time', { scene: id })).stepMilliseconds);
    return times;
  };
  for (const time of await measure()) expect(time).toBeGreaterThan(0);
  const { wasmBytes } = await physics.call('memory');
  for (let round = 0; round < 3; round++) await measure();
  expect((await physics.call('memory')).wasmBytes).toBe(wasmBytes);
});
