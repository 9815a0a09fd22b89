/** @file Where the point between the fingertips may be in each scene, world frame, metres. */
import type { RunnerLimits } from '../../../src/core/export/runnerLog.ts';

export type WorkspaceBox = RunnerLimits['workspace'];

/** A little more than what the scene's demonstrations use; the floor is above table or bin, so that no finger is pressed in. */
const boxes: Readonly<Record<string, WorkspaceBox>> = {
  lift: { low: [-0.25, -0.25, 0.805], high: [0.2, 0.25, 1.15] },
  can: { low: [-0.2, -0.5, 0.83], high: [0.35, 0.45, 1.2] },
  square: { low: [-0.3, -0.2, 0.805], high: [0.3, 0.4, 1.2] },
};

/** @throws RangeError where the scene has none, so that one must be given */
export function workspaceOf(scene: string): WorkspaceBox {
  const box = boxes[scene];
  if (!box) throw new RangeError(`workspace: none is known for the scene ${scene}; give one with --workspace`);
  return box;
}

/**
 * @param text `x0,x1,y0,y1,z0,z1`, metres, world frame
 * @throws RangeError where it is no box
 */
export function parseWorkspace(text: string): WorkspaceBox {
  const values = text.split(',').map(Number);
  if (values.length !== 6 || !values.every(Number.isFinite)) {
    throw new RangeError(`workspace: expected x0,x1,y0,y1,z0,z1 in metres, received ${text}`);
  }
  const [x0, x1, y0, y1, z0, z1] = values;
  if (x0 >= x1 || y0 >= y1 || z0 >= z1) throw new RangeError(`workspace: a low is not below its high in ${text}`);
  return { low: [x0, y0, z0], high: [x1, y1, z1] };
}
