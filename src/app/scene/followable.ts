/** @file Which body of a scene is worth following: the one that the scene names, or the hand of an arm. */
import type { SceneFacts } from '../../core/scenes/scene.ts';

export interface Followable {
  /** Its name in the scene */
  readonly body: string;
  /** As it is said on the page */
  readonly said: string;
  /** Followed from the first view on */
  readonly isFirst: boolean;
}

/** @returns null where nothing travels far enough */
export function followableOf(camera: SceneFacts['camera'], bodies: readonly string[]): Followable | null {
  if (camera.follow) return { body: camera.follow, said: 'robot', isFirst: true };
  const hand = bodies.find((name) => name.endsWith('right_hand'));
  return hand ? { body: hand, said: 'hand', isFirst: false } : null;
}
