/** @file Who is on stage: the robot with 1 step, with 32, one as the ghost of the other, or the policy before fine-tuning as a ghost. */
import type { LiveCast } from '../workers/physics/protocol.ts';

export const casts = ['one', 'both', 'many', 'before'] as const;
export type CastName = (typeof casts)[number];

export const castOf: Readonly<Record<CastName, LiveCast>> = {
  one: { steps: 1, ghostSteps: null },
  both: { steps: 1, ghostSteps: 32 },
  many: { steps: 32, ghostSteps: null },
  // The ghost has a policy of its own, which `LiveRobot` adds.
  before: { steps: 1, ghostSteps: 1 },
};

/** Simulated seconds per second */
export const liveSpeeds = [1, 0.5, 0.25, 0.1] as const;
