/** @file The limits that hold where nothing else is asked for. */
import type { Manifest } from '../../../src/core/export/manifest.ts';
import type { RunnerLimits } from '../../../src/core/export/runnerLog.ts';
import { type FrankaArm, frankaJointLimits } from './jointMargin.ts';
import { type WorkspaceBox, workspaceOf } from './workspaces.ts';

/** What the arm may do in one action at the lab's 20 Hz, whatever a manifest says: m and rad */
const largestDelta = { m: 0.05, rad: 0.5 } as const;

export interface LimitSource {
  readonly manifest: Pick<Manifest, 'action' | 'scene' | 'control'>;
  readonly rateHz: number;
  readonly arm: FrankaArm;
  /** Absent: the scene's own */
  readonly workspace?: WorkspaceBox;
}

/**
 * Deltas as the manifest has them, scaled to the rate; a deadline of half a period; observations no older than 250 ms.
 * @throws RangeError where no workspace is known for the scene
 */
export function defaultLimits({ manifest, rateHz, arm, workspace }: LimitSource): RunnerLimits {
  return {
    workspace: workspace ?? workspaceOf(manifest.scene.id),
    positionDelta: largest(manifest, 'm') * deltaScale(manifest, rateHz),
    rotationDelta: largest(manifest, 'rad') * deltaScale(manifest, rateHz),
    joints: frankaJointLimits[arm].map(([low, high]) => [low, high]),
    jointMargin: 0.05,
    staleMs: 250,
    deadlineMs: 500 / rateHz,
    missedInARow: 5,
    missedShare: 0.2,
  };
}

/** Factor on every position and rotation delta where the loop does not run at the policy's own rate. */
export function deltaScale({ control }: Pick<Manifest, 'control'>, rateHz: number): number {
  return control.rateHz / rateHz;
}

function largest({ action }: Pick<Manifest, 'action'>, unit: keyof typeof largestDelta): number {
  const amounts = action.parts.filter((part) => part.unit === unit).flatMap((part) => [...part.low, ...part.high]);
  return Math.min(largestDelta[unit], Math.max(0, ...amounts.map(Math.abs)));
}
