import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { DeployedPolicy } from '../../core/policy/deployedPolicy.ts';
import { Random } from '../../core/random/random.ts';
import { messagePort } from '../rpc/ports.ts';
import { InspectionClient } from './client.ts';
import { serveInspection } from './service.ts';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

function connect(): InspectionClient {
  const { port1, port2 } = new MessageChannel();
  const server = serveInspection(messagePort(port1));
  const client = new InspectionClient(messagePort(port2));
  cleanUps.push(
    () => client.dispose(),
    () => server.close(),
  );
  return client;
}

/** A shipped policy's worker, the policy itself, and something for it to see. */
async function open(scene: string) {
  const bytes = new Uint8Array(readFileSync(`public/policies/${scene}.policy`));
  const policy = DeployedPolicy.decode(bytes, scene);
  const client = connect();
  const inspected = await client.call('load', { policy: bytes });
  const { centre } = policy.metadata.observationNormalizer;
  return { client, policy, inspected, observation: Float32Array.from(centre) };
}

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i])));

test.each(['lift', 'detour'])('in %s, the arrow and the path end where the policy’s own samples do', async (scene) => {
  const { client, policy, inspected, observation } = await open(scene);
  const { actionHorizon, actionSize } = policy;
  expect(inspected).toEqual({ scene, observationSize: observation.length, actionHorizon, actionSize });
  const noise = await client.call('noise', { seed: 3 });
  const { averageVelocity, oneStep, path, actions } = await client.call('trace', { observation, noise, steps: 32 });
  expect(actions.oneStep).toEqual(policy.sample(observation, noise, 1));
  expect(actions.manySteps).toEqual(policy.sample(observation, noise, 32));
  expect(path.slice(0, noise.length)).toEqual(noise);
  const landing = noise.map((value, i) => value - averageVelocity[i]);
  expect(largestDifference(oneStep, landing)).toBeLessThan(1e-6);
});

test('the field is the policy’s velocity at the grid points, and so is the velocity along the path', async () => {
  const { client, policy, observation } = await open('detour');
  const condition = policy.embed(observation);
  const { positions, velocities } = await client.call('field', { observation, time: 0.4, points: 5, reach: 2 });
  expect(positions.slice(0, 4)).toEqual(Float32Array.of(-2, -2, -1, -2));
  for (let i = 0; i < 25; i++) {
    const velocity = policy.velocity(positions.subarray(2 * i, 2 * i + 2), 0.4, condition);
    expect(largestDifference(velocity, velocities.subarray(2 * i, 2 * i + 2))).toBeLessThan(1e-6);
  }
  const noise = Float32Array.of(0.5, -1);
  const traced = await client.call('trace', { observation, noise, steps: 8 });
  const start = policy.averageVelocity(noise, 1, 1, condition);
  expect(largestDifference(traced.velocities.subarray(0, 2), start)).toBeLessThan(1e-6);
});

test('a cloud’s landings are those of its noises, and its seed names them', async () => {
  const { client, policy, observation } = await open('detour');
  const input = { observation, seed: 1, count: 6, steps: 4 };
  const cloud = await client.call('cloud', input);
  const ends = policy.path(policy.embed(observation), cloud.noises.slice(8, 10), 4);
  expect(largestDifference(ends[4], cloud.manySteps.subarray(8, 10))).toBeLessThan(1e-6);
  expect(await client.call('cloud', input)).toEqual(cloud);
  expect((await client.call('cloud', { ...input, seed: 2 })).noises).not.toEqual(cloud.noises);
});

test('the newest cloud wins, and a trace is answered while one gathers', async () => {
  const { client, observation } = await open('lift');
  const noise = new Random(1).normals(28);
  const order: string[] = [];
  const input = { observation, seed: 1, count: 40, steps: 32 };
  const older = client.call('cloud', input).catch((error: Error) => error.name);
  const newer = client.call('cloud', input).then(() => order.push('cloud'));
  await client.call('trace', { observation, noise, steps: 32 }).then(() => order.push('trace'));
  await newer;
  expect(await older).toBe('AbortError');
  expect(order).toEqual(['trace', 'cloud']);
});

test('a damaged file, no policy, and a field of more than a plane are refused in words', async () => {
  await expect(connect().call('noise', { seed: 0 })).rejects.toThrow('there is no policy to look into');
  await expect(connect().call('load', { policy: new Uint8Array(50) })).rejects.toThrow('inspected policy');
  const { client, observation } = await open('lift');
  const input = { observation, time: 1, points: 3, reach: 1 };
  await expect(client.call('field', input)).rejects.toThrow('expected a chunk of 2 numbers, this policy draws 28');
});
