import { expect, it } from 'vitest';
import type { RunnerLog, RunnerLogStep } from '../../src/core/export/runnerLog.ts';
import { auditLog } from './auditLog.ts';
import { frankaJointLimits } from './safety/jointMargin.ts';

const joints = [0, 0.2, 0, -2.6, 0, 2.94, 0.785];
const fine = {
  safe: [0.05, 0, -0.05, 0.5, 0, 0, 1],
  endEffector: [0, 0, 0.9],
  joints,
  observationAgeMs: 3,
} as unknown as RunnerLogStep;
const header = {
  limits: {
    workspace: { low: [-0.1, -0.1, 0.8], high: [0.1, 0.1, 1] },
    positionDelta: 0.05,
    rotationDelta: 0.5,
    joints: frankaJointLimits.panda,
    jointMargin: 0.05,
    staleMs: 250,
  },
} as unknown as RunnerLog['header'];
const audit = (step: Partial<RunnerLogStep>) => {
  const steps = [fine, { ...fine, ...step }, fine];
  return auditLog({ header, steps, events: [], episodes: [], summary: null });
};

it('finds nothing in a run that stayed within its limits', () => {
  expect(audit({})).toMatchObject({ steps: 3, crossed: [], worst: { positionDelta: 0.05, observationAgeMs: 3 } });
});

it('finds one step that crossed a limit, by the name of the limit', () => {
  expect(audit({ safe: [0.051, 0, 0, 0, 0, 0, 1] }).crossed).toEqual(['position delta']);
  expect(audit({ safe: [0, 0, 0, 0, 0.51, 0, 1] }).crossed).toEqual(['rotation delta']);
  expect(audit({ endEffector: [0.06, 0, 0.9] }).crossed).toEqual(['target outside the workspace']);
  expect(audit({ endEffector: [0, 0, 0.79], safe: [0, 0, 0.02, 0, 0, 0, 1] }).crossed).toEqual([
    'arm outside the workspace',
  ]);
  expect(audit({ joints: joints.with(3, -3.04) }).crossed).toEqual(['joint margin']);
  expect(audit({ observationAgeMs: 251 }).crossed).toEqual(['observation age']);
});
