import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeDemonstrations } from '../../data/demonstrations.ts';
import { recordDemonstrations } from '../../data/recordDemonstrations.ts';
import { loadMujoco, type Mujoco } from '../../physics/mujoco.ts';
import { Random } from '../../random/random.ts';
import type { Scene } from '../scene.ts';
import { can } from './can.ts';
import { heading, readHand } from './demonstrator.ts';
import { square } from './square.ts';

let mujoco: Mujoco;
beforeAll(async () => {
  mujoco = await loadMujoco();
});

async function record(scene: Scene, seed: number, episodes: number) {
  const environment = scene.create(mujoco);
  try {
    return await recordDemonstrations({
      ...{ scene, expert: scene.experts[0], environment, episodes, seed, command: 'test' },
      maximumAttempts: episodes + 1,
    });
  } finally {
    environment.dispose();
  }
}

/** Quaternion xyzw of a hand that points down, turned by `turned` from where it begins. */
const downward = (turned: number) => [Math.cos(turned / 2), Math.sin(turned / 2), 0, 0];

/** What an expert sees. @param grip of the gripper and of the object, m @param yaw of the object */
function observe(grip: readonly number[], finger: number, object: readonly number[], yaw = 0, turned = 0): number[] {
  const quaternion = [0, 0, Math.sin(yaw / 2), Math.cos(yaw / 2)];
  return [...grip, ...downward(turned), finger, -finger, ...object, ...quaternion, 0, 0, 0, 0, 0, 0, 1];
}

/** The first moving actions of 40 episodes that begin with the same observation. */
function firstMoves({ experts }: Scene, observation: readonly number[]): number[][] {
  return Array.from({ length: 40 }, (_, seed) => {
    const expert = experts[0].create(new Random(seed));
    for (let pause = 0; pause < 3; pause++) expert.act(observation);
    return Array.from(expert.act(observation));
  });
}

describe.each([
  { scene: can, episodes: 330, longest: 180 },
  { scene: square, episodes: 400, longest: 260 },
])('the expert of $scene.id', ({ scene, episodes, longest }) => {
  test('succeeds on at least 5 of 6 fresh seeds, with play noise', async () => {
    const { metadata } = await record(scene, 20_000, 5);
    for (const { length } of metadata.episodes) {
      expect(length).toBeGreaterThan(50);
      expect(length).toBeLessThan(longest);
    }
  }, 30_000);

  test('made the shipped set: successes in under 4 MB, whose first episode can be made again', async () => {
    const file = `public/demonstrations/${scene.id}-expert.demo`;
    const bytes = readFileSync(file);
    expect(bytes.length).toBeLessThan(4_000_000);
    const shipped = decodeDemonstrations(new Uint8Array(bytes), file);
    expect(shipped.metadata).toMatchObject({ scene: scene.id, id: 'expert', seed: 1_000_000 });
    expect(shipped.metadata.episodes.length).toBe(episodes);
    expect(shipped.metadata.successRate).toBeGreaterThan(0.95);
    const again = await record(scene, 1_000_000, 1);
    expect(again.metadata.episodes[0]).toEqual(shipped.metadata.episodes[0]);
    // Bit for bit on one engine; elsewhere Math.sin and its kin may round differently.
    again.actions.forEach((value, i) => {
      expect(Math.abs(value - shipped.actions[i])).toBeLessThan(1e-3);
    });
  }, 30_000);
});

test('a hand is turned to either side for the can, and on to the side to which it is turned already', () => {
  const turns = (turned: number) =>
    firstMoves(can, observe([0, -0.1, 1], 0.04, [0.1, -0.25, 0.86], 0, turned)).map((action) => Math.sign(action[5]));
  expect(turns(0).filter((sign) => sign > 0).length).toBeGreaterThanOrEqual(10);
  expect(turns(0).filter((sign) => sign < 0).length).toBeGreaterThanOrEqual(10);
  expect(turns(0.2).every((sign) => sign > 0)).toBe(true);
});

test('the can’s place and the fingers tell the phase: open descends, around closes, on it lifts, over the target opens', () => {
  const at = (place: readonly number[], above: number, finger: number) =>
    firstMoves(can, observe([place[0], place[1], place[2] + above], finger, place, 0, 0.5))[0];
  const start = [0.1, -0.25, 0.86];
  const descend = at(start, 0.08, 0.04);
  expect(descend[2]).toBeLessThan(-0.5);
  expect(descend[6]).toBe(-1);
  expect(at(start, 0.02, 0.039)[6]).toBe(1);
  const lift = at(start, 0.018, 0.0252);
  expect(lift[2]).toBeGreaterThan(0.5);
  expect(lift[6]).toBe(1);
  // Free of the walls it goes to the left, which is +y.
  expect(at([0.1, -0.25, 0.97], 0.018, 0.0252)[1]).toBeGreaterThan(0.5);
  expect(at([0.1, 0, 0.91], 0.018, 0.0252)[1], 'not free of the wall').toBeCloseTo(0);
  expect(at([0.142, 0.338, 0.97], 0.018, 0.0252)[6]).toBe(-1);
});

test('a handle that points to the left is taken in either way, and one that points at the robot without turning', () => {
  const nut = [-0.11, 0.17, 0.83];
  const turns = (yaw: number) => firstMoves(square, observe([-0.1, 0, 1], 0.04, nut, yaw)).map((action) => action[5]);
  const left = turns(Math.PI / 2);
  expect(left.filter((turn) => turn > 0.3).length).toBeGreaterThanOrEqual(10);
  expect(left.filter((turn) => turn < -0.3).length).toBeGreaterThanOrEqual(10);
  expect(turns(Math.PI).every((turn) => Math.abs(turn) < 1e-6)).toBe(true);
});

test('a held nut is turned before it is lowered, and let go when the peg is in its hole', () => {
  const held = (height: number, yaw: number) => {
    const turned = yaw - Math.PI;
    const grip = [0.23 + 0.064 * Math.cos(yaw), 0.1 + 0.064 * Math.sin(yaw), height + 0.003];
    return firstMoves(square, observe(grip, 0.0165, [0.23, 0.1, height], yaw, turned))[0];
  };
  const askew = held(0.985, Math.PI - 0.5);
  expect(askew[5]).toBeGreaterThan(0.5);
  expect(Math.abs(askew[2])).toBeLessThan(0.4);
  const straight = held(0.985, Math.PI);
  expect(straight[2]).toBeLessThan(-0.5);
  expect(straight[6]).toBe(1);
  expect(held(0.94, Math.PI)[6]).toBe(-1);
});

test('the heading of a hand is one to one over the wrist’s range, beyond half a turn', () => {
  for (const turned of [-2.3, -1, 0, 1, 3, 3.9]) {
    expect(heading(readHand(observe([0, 0, 1], 0.04, [0, 0, 0], 0, turned)))).toBeCloseTo(turned, 9);
  }
});
