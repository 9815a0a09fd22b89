/** @file Every scene of the lab, one line each. */
import { hopper } from './gym/hopper.ts';
import { lift } from './robomimic/lift.ts';
import type { Scene } from './scene.ts';
import { detour } from './toy/detour.ts';
import { dials } from './toy/dials.ts';

export const scenes: readonly Scene[] = [hopper, lift, detour, dials];

/** @throws RangeError naming the scenes there are */
export function findScene(id: string): Scene {
  const scene = scenes.find((candidate) => candidate.id === id);
  if (!scene) throw new RangeError(`scene: expected one of ${scenes.map((s) => s.id).join(', ')}, received ${id}`);
  return scene;
}
