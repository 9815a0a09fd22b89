/** @file Every scene of the lab, one line each. */
import { FiniteEnvironment } from '../physics/finiteEnvironment.ts';
import { ant, antD4rl, antV4 } from './gym/ant.ts';
import { hopper, hopperD4rl } from './gym/hopper.ts';
import { humanoid, humanoidState, humanoidV4 } from './gym/humanoid.ts';
import { walker2d, walker2dD4rl, walker2dV4 } from './gym/walker2d.ts';
import { can } from './robomimic/can.ts';
import { lift } from './robomimic/lift.ts';
import { square } from './robomimic/square.ts';
import type { Scene } from './scene.ts';
import { detour } from './toy/detour.ts';
import { dials } from './toy/dials.ts';

const variants = [hopperD4rl, walker2dV4, walker2dD4rl, antV4, antD4rl, humanoidV4, humanoidState];

const all: readonly Scene[] = [hopper, walker2d, ant, humanoid, lift, can, square, detour, dials, ...variants];

/** Each with its environments guarded: a state that is not finite ends the episode as a failure. */
export const scenes: readonly Scene[] = all.map((scene) => ({
  ...scene,
  create: (mujoco, options) => new FiniteEnvironment(scene.create(mujoco, options)),
}));

/** @throws RangeError naming the scenes there are */
export function findScene(id: string): Scene {
  const scene = scenes.find((candidate) => candidate.id === id);
  if (!scene) throw new RangeError(`scene: expected one of ${scenes.map((s) => s.id).join(', ')}, received ${id}`);
  return scene;
}
