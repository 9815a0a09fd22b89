/** @file Who is on stage: the robot with 1 step, with 32 steps, or the one solid and the other as its ghost. */
import type { LiveCast } from '../workers/physics/protocol.ts';

export const casts = ['one', 'both', 'many'] as const;
export type CastName = (typeof casts)[number];

export const castOf: Readonly<Record<CastName, LiveCast>> = {
  one: { steps: 1, ghostSteps: null },
  both: { steps: 1, ghostSteps: 32 },
  many: { steps: 32, ghostSteps: null },
};

/** Simulated seconds per second */
export const liveSpeeds = [1, 0.5, 0.25, 0.1] as const;
