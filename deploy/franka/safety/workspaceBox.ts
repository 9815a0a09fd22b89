/** @file Rule: the end effector's target stays in the workspace box. A target beyond it is clamped to its wall. */
import type { Vector3 } from '../robot.ts';
import type { Clamped } from './deltaLimits.ts';
import type { WorkspaceBox } from './workspaces.ts';

/** The arm may be measured so far outside before it counts as having left the box, m: a clamped target is met from either side. */
export const boxTolerance = 0.005;

/**
 * Clamps a translation so that the target lies in the box from wherever the arm may be now: where it was measured, and
 * where it has moved to since then. An arm outside the box may only move towards it.
 *
 * @param positions where it may be, world frame, m; first where it was measured, from which targets are counted
 * @param translation wanted, m
 */
export function clampToBox(positions: readonly Vector3[], translation: readonly number[], box: WorkspaceBox): Clamped {
  let isCut = false;
  const values = translation.map((value, axis) => {
    const least = Math.max(...positions.map((position) => box.low[axis] - position[axis]));
    const most = Math.min(...positions.map((position) => box.high[axis] - position[axis]));
    // Where no one translation is right from every place, the one from where it was measured is: that is what is sent.
    const [measured] = positions;
    const [low, high] =
      least > most ? [box.low[axis] - measured[axis], box.high[axis] - measured[axis]] : [least, most];
    const clamped = Math.max(low, Math.min(high, least > most ? (least + most) / 2 : value));
    if (Math.abs(clamped - value) > 1e-9) isCut = true;
    return clamped;
  });
  return { values, isCut };
}

/** @returns how far outside the box it is along the worst axis, m; 0 inside */
export function distanceOutside(position: Vector3, box: WorkspaceBox): number {
  return Math.max(0, ...position.map((value, axis) => Math.max(box.low[axis] - value, value - box.high[axis])));
}
