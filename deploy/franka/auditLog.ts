/** @file Whether a run stayed within its limits, from its log alone: every command that was sent, every place it was at. */
import type { RunnerLog } from '../../src/core/export/runnerLog.ts';
import { boxTolerance, distanceOutside } from './safety/workspaceBox.ts';

/** The log keeps seven digits: that much of a number is rounding. */
const rounding = 1e-6;

export interface LogAudit {
  readonly steps: number;
  /** The worst that was met, each in its limit's unit */
  readonly worst: {
    /** How far outside its box a target was, m */
    readonly targetOutside: number;
    /** How far outside its box the arm was measured, m */
    readonly measuredOutside: number;
    readonly positionDelta: number;
    readonly rotationDelta: number;
    /** Least distance of a joint from its limit, rad; null where joints are not told */
    readonly jointRoom: number | null;
    readonly observationAgeMs: number;
  };
  /** Limits that were crossed, by name; empty where none was */
  readonly crossed: readonly string[];
}

/** Looks at every control step of a log. The rules themselves are not asked: this reads numbers. */
export function auditLog({ header, steps }: RunnerLog): LogAudit {
  const { workspace, positionDelta, rotationDelta, joints, jointMargin, staleMs } = header.limits;
  const worst = {
    targetOutside: 0,
    measuredOutside: 0,
    positionDelta: 0,
    rotationDelta: 0,
    jointRoom: null as number | null,
    observationAgeMs: 0,
  };
  for (const step of steps) {
    const target = step.endEffector.map((value, i) => value + step.safe[i]) as [number, number, number];
    worst.targetOutside = Math.max(worst.targetOutside, distanceOutside(target, workspace));
    worst.measuredOutside = Math.max(worst.measuredOutside, distanceOutside(step.endEffector, workspace));
    worst.positionDelta = Math.max(worst.positionDelta, ...step.safe.slice(0, 3).map(Math.abs));
    worst.rotationDelta = Math.max(worst.rotationDelta, ...step.safe.slice(3, 6).map(Math.abs));
    worst.observationAgeMs = Math.max(worst.observationAgeMs, step.observationAgeMs);
    for (const [i, angle] of (step.joints ?? []).entries()) {
      const room = Math.min(angle - joints[i][0], joints[i][1] - angle);
      worst.jointRoom = Math.min(worst.jointRoom ?? room, room);
    }
  }
  const crossings = {
    'target outside the workspace': worst.targetOutside > rounding,
    'arm outside the workspace': worst.measuredOutside > boxTolerance,
    'position delta': worst.positionDelta > positionDelta + rounding,
    'rotation delta': worst.rotationDelta > rotationDelta + rounding,
    'joint margin': worst.jointRoom !== null && worst.jointRoom < jointMargin - rounding,
    'observation age': worst.observationAgeMs > staleMs,
  };
  const crossed = Object.entries(crossings).flatMap(([name, isCrossed]) => (isCrossed ? [name] : []));
  return { steps: steps.length, worst, crossed };
}
