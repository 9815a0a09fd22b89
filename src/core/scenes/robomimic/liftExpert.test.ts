import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Demonstrations, decodeDemonstrations } from '../../data/demonstrations.ts';
import { recordDemonstrations } from '../../data/recordDemonstrations.ts';
import type { Environment } from '../../physics/environment.ts';
import { loadMujoco } from '../../physics/mujoco.ts';
import { Random } from '../../random/random.ts';
import { lift } from './lift.ts';
import { liftExpert } from './liftExpert.ts';

const file = 'public/demonstrations/lift-expert.demo';

let environment: Environment;
beforeAll(async () => {
  environment = lift.create(await loadMujoco());
});
afterAll(() => environment.dispose());

function record(seed: number, episodes: number): Promise<Demonstrations> {
  return recordDemonstrations({ scene: lift, expert: liftExpert, environment, episodes, seed, command: 'test' });
}

/** What the expert sees: gripper at `offset` from a cube of that yaw, pointing straight down. */
function observe(offset: readonly number[], finger: number, yaw = 0): number[] {
  const cube = [0, 0, 0.821];
  const grip = cube.map((value, i) => value + offset[i]);
  const turn = [0, 0, Math.sin(yaw / 2), Math.cos(yaw / 2)];
  return [...grip, 1, 0, 0, 0, finger, -finger, ...cube, ...turn, ...offset];
}

/** The first moving actions of 40 episodes that begin with the same observation. */
function firstMoves(observation: readonly number[]): Float64Array[] {
  return Array.from({ length: 40 }, (_, seed) => {
    const expert = liftExpert.create(new Random(seed));
    for (let pause = 0; pause < 3; pause++) expert.act(observation);
    return Float64Array.from(expert.act(observation));
  });
}

test('the expert succeeds on at least 39 of 40 fresh seeds, in 25 to 60 steps, with play noise', async () => {
  const { metadata } = await record(20_000, 39);
  expect(metadata.attempts).toBeLessThanOrEqual(40);
  for (const { length } of metadata.episodes) {
    expect(length).toBeGreaterThanOrEqual(25);
    expect(length).toBeLessThanOrEqual(60);
  }
});

test('a cube straight ahead is approached from either side, and one aside from its own side', () => {
  const ahead = firstMoves(observe([-0.1, 0, 0.19], 0.04)).map((action) => Math.sign(action[1]));
  expect(ahead.filter((sign) => sign > 0).length).toBeGreaterThanOrEqual(10);
  expect(ahead.filter((sign) => sign < 0).length).toBeGreaterThanOrEqual(10);
  const aside = firstMoves(observe([-0.1, 0.02, 0.19], 0.04));
  expect(aside.every((action) => action[1] > 0)).toBe(true);
});

test('a cube at 45° is met by either turn, and any other by the nearer one', () => {
  const diagonal = firstMoves(observe([-0.1, 0, 0.19], 0.04, Math.PI / 4)).map((action) => Math.sign(action[5]));
  expect(diagonal.filter((sign) => sign > 0).length).toBeGreaterThanOrEqual(10);
  expect(diagonal.filter((sign) => sign < 0).length).toBeGreaterThanOrEqual(10);
  const turns = firstMoves(observe([-0.1, 0, 0.19], 0.04, Math.PI / 2 + 0.3)).map((action) => action[5]);
  expect(turns.every((turn) => turn > 0)).toBe(true);
});

test('the fingers tell the phase: open descends, around the cube closes, on the cube lifts, closed on nothing reopens', () => {
  const [descend] = firstMoves(observe([0, 0, 0.06], 0.04));
  expect(descend[2]).toBeLessThan(-0.5);
  expect(descend[6]).toBe(-1);
  const [closing] = firstMoves(observe([0, 0, 0.002], 0.038));
  expect(Math.abs(closing[2])).toBeLessThan(0.1);
  expect(closing[6]).toBe(1);
  const [lifting] = firstMoves(observe([0, 0, 0.002], 0.0215));
  expect(lifting[2]).toBeGreaterThan(0.5);
  expect(lifting[6]).toBe(1);
  const [missed] = firstMoves(observe([0, 0, 0.002], 0.001));
  expect(missed[2]).toBeGreaterThan(0.5);
  expect(missed[6]).toBe(-1);
});

test('the shipped set holds 200 successes in under 4 MB, and its first episode can be made again', async () => {
  const bytes = readFileSync(file);
  expect(bytes.length).toBeLessThan(4_000_000);
  const shipped = decodeDemonstrations(new Uint8Array(bytes), file);
  expect(shipped.metadata).toMatchObject({ scene: 'lift', id: 'expert', seed: 1_000_000 });
  expect(shipped.metadata.episodes.length).toBeGreaterThanOrEqual(200);
  expect(shipped.metadata.episodes.every(({ success }) => success)).toBe(true);
  const again = await record(1_000_000, 1);
  expect(again.metadata.episodes[0]).toEqual(shipped.metadata.episodes[0]);
  // Bit for bit on one engine; elsewhere Math.sin and its kin may round differently.
  again.actions.forEach((value, i) => {
    expect(Math.abs(value - shipped.actions[i])).toBeLessThan(1e-3);
  });
});
