import { PassThrough } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import type { RunnerLimits } from '../../../src/core/export/runnerLog.ts';
import type { RobotState, Vector3 } from '../robot.ts';
import { DeadlineBudget } from './deadlineBudget.ts';
import { clampDeltas } from './deltaLimits.ts';
import { EmergencyStop } from './emergencyStop.ts';
import { frankaJointLimits, jointMarginProblem } from './jointMargin.ts';
import { Safety, SafetyStop } from './safety.ts';
import { clampToBox, distanceOutside } from './workspaceBox.ts';
import { parseWorkspace, workspaceOf } from './workspaces.ts';

const box = { low: [-0.1, -0.1, 0.8], high: [0.1, 0.1, 1] } satisfies RunnerLimits['workspace'];
const limits: RunnerLimits = {
  workspace: box,
  positionDelta: 0.05,
  rotationDelta: 0.5,
  joints: frankaJointLimits.panda.map(([low, high]) => [low, high]),
  jointMargin: 0.05,
  staleMs: 250,
  deadlineMs: 25,
  missedInARow: 5,
  missedShare: 0.2,
};
const part = (key: string, unit: string, size: number, offset: number, limit: number) => ({
  ...{ key, unit, size, offset },
  low: new Array<number>(size).fill(-limit),
  high: new Array<number>(size).fill(limit),
});
const action = {
  kind: 'operational space pose delta' as const,
  horizon: 4,
  execute: 4,
  size: 7,
  parts: [
    part('delta_position', 'm', 3, 0, 0.05),
    part('delta_rotation', 'rad', 3, 3, 0.5),
    part('gripper', '1', 1, 6, 1),
  ],
  normalized: { centre: new Array<number>(7).fill(0), unit: new Array<number>(7).fill(1) },
  simulatorUnit: new Array<number>(7).fill(1),
};
const observation = { horizon: 1, size: 3, parts: [], low: [0, 0, 0], high: [1, 1, 1] };
const joints = [0, 0.2, 0, -2.6, 0, 2.94, 0.785];

let sequence = 0;
const at = (endEffector: Vector3, more: Partial<RobotState> = {}): RobotState => ({
  observation: endEffector,
  time: 0,
  sequence: ++sequence,
  joints,
  simulatorState: null,
  endEffector,
  ...more,
});
const judge = (wanted: readonly number[], state: RobotState, ageMs = 0) => {
  const safety = new Safety({ action, observation }, limits);
  safety.checkState(state, ageMs);
  return safety.judge(wanted, state, ageMs);
};
const stop = (act: () => unknown): SafetyStop => {
  try {
    act();
  } catch (error) {
    if (error instanceof SafetyStop) return error;
    throw error;
  }
  throw new Error('the arm was not stopped');
};

describe('the workspace box', () => {
  it('clamps a target beyond a wall to the wall, on that axis alone', () => {
    const { values, isCut } = clampToBox([[0.08, 0, 0.9]], [0.05, 0.02, 0], box);
    expect(values[0]).toBeCloseTo(0.02, 12);
    expect(values.slice(1)).toEqual([0.02, 0]);
    expect(isCut).toBe(true);
  });

  it('leaves a target inside alone', () => {
    expect(clampToBox([[0, 0, 0.9]], [0.05, -0.05, 0.05], box)).toEqual({ values: [0.05, -0.05, 0.05], isCut: false });
  });

  it('holds from both places that the arm may be at', () => {
    const { values } = clampToBox(
      [
        [0, 0, 0.9],
        [0.09, 0, 0.9],
      ],
      [0.05, 0, 0],
      box,
    );
    expect(values[0]).toBeCloseTo(0.01, 12);
  });

  it('is never left by the target, even where the box is too small for all the places that the arm may be at', () => {
    const [measured, now] = [-0.08, 0.4];
    const { values } = clampToBox(
      [
        [measured, 0, 0.9],
        [now, 0, 0.9],
      ],
      [0.05, 0, 0],
      box,
    );
    expect(measured + values[0]).toBeCloseTo(-0.1, 12);
  });

  it('lets an arm outside come back, and never go further', () => {
    expect(clampToBox([[0.12, 0, 0.9]], [0.05, 0, 0], box).values[0]).toBeCloseTo(-0.02, 12);
    expect(distanceOutside([0.12, 0, 0.9], box)).toBeCloseTo(0.02, 12);
    expect(distanceOutside([0.1, 0, 0.9], box)).toBe(0);
  });

  it('counts on the way that the arm went while a late observation was under way', () => {
    const safety = new Safety({ action, observation }, limits);
    // 0.3 m/s towards the wall at 0.1; 100 ms later the arm is at 0.08 and not at 0.05.
    const [first, second] = [at([0.035, 0, 0.9]), at([0.05, 0, 0.9], { time: 50 })];
    safety.checkState(first, 0);
    safety.checkState(second, 100);
    const { action: safe, cuts } = safety.judge([0.05, 0, 0, 0, 0, 0, 1], second, 100);
    expect(safe[0]).toBeCloseTo(0.02, 9);
    expect(cuts.map(({ rule }) => rule)).toEqual(['workspace']);
  });

  it('stops an arm that was measured outside it', () => {
    expect(stop(() => judge([0, 0, 0, 0, 0, 0, 1], at([0, 0, 0.79]))).rule).toBe('workspace');
  });

  it('is read from six numbers, and a box without a volume is refused', () => {
    expect(parseWorkspace('-1,1,-2,2,0,3')).toEqual({ low: [-1, -2, 0], high: [1, 2, 3] });
    expect(() => parseWorkspace('1,-1,0,1,0,1')).toThrow(/not below/);
    expect(() => parseWorkspace('0,1,0,1,0')).toThrow(/x0,x1/);
    expect(() => workspaceOf('hopper')).toThrow(/--workspace/);
  });
});

describe('the delta limits', () => {
  it('cut a translation and a turn to what one action may do, and say so', () => {
    const { action: safe, cuts } = judge([0.2, 0, -0.01, 0, 0, -3, 1], at([0, 0, 0.9]));
    expect([...safe]).toEqual([0.05, 0, -0.01, 0, 0, -0.5, 1]);
    expect(cuts.map(({ rule }) => rule)).toEqual(['rotation delta', 'position delta']);
  });

  it('cut what float32 rounding left over without a word', () => {
    const rounded = Math.fround(0.05);
    expect(rounded).toBeGreaterThan(0.05);
    expect(clampDeltas([rounded], 0.05)).toEqual({ values: [0.05], isCut: false });
  });

  it('hold for the way back into the box as well', () => {
    const safety = new Safety({ action, observation }, { ...limits, positionDelta: 0.001 });
    const state = at([0.104, 0, 0.9]);
    safety.checkState(state, 0);
    expect(safety.judge([0, 0, 0, 0, 0, 0, 1], state, 0).action[0]).toBeCloseTo(-0.001, 12);
  });
});

describe('the joint margin', () => {
  it('stops the arm when a joint comes nearer to its limit than the margin, and names it', () => {
    const problem = stop(() => judge([0, 0, 0, 0, 0, 0, 1], at([0, 0, 0.9], { joints: joints.with(3, -3.04) })));
    expect(problem.rule).toBe('joint margin');
    expect(problem.message).toContain('joint 4');
  });

  it('holds at both ends of every joint, and a NaN is no margin', () => {
    const middle = frankaJointLimits.panda.map(([low, high]) => (low + high) / 2);
    expect(jointMarginProblem(middle, frankaJointLimits.panda, 0.05)).toBeNull();
    frankaJointLimits.panda.forEach(([low, high], joint) => {
      for (const angle of [low + 0.049, high - 0.049, low - 1, high + 1, Number.NaN]) {
        expect(jointMarginProblem(middle.with(joint, angle), frankaJointLimits.panda, 0.05)).toContain(
          `joint ${joint + 1}`,
        );
      }
      for (const angle of [low + 0.051, high - 0.051]) {
        expect(jointMarginProblem(middle.with(joint, angle), frankaJointLimits.panda, 0.05)).toBeNull();
      }
    });
  });
});

describe('what cannot be trusted', () => {
  it('a stale observation stops the arm', () => {
    expect(stop(() => judge([0, 0, 0, 0, 0, 0, 1], at([0, 0, 0.9]), 251)).rule).toBe('stale observation');
    expect(stop(() => judge([0, 0, 0, 0, 0, 0, 1], at([0, 0, 0.9]), Number.NaN)).rule).toBe('stale observation');
    expect(judge([0, 0, 0, 0, 0, 0, 1], at([0, 0, 0.9]), 249).cuts).toEqual([]);
  });

  it('an observation that is not finite, or of another size, stops the arm', () => {
    const broken = at([0, 0, 0.9], { observation: [0, Number.NaN, 0.9] });
    expect(stop(() => judge([0, 0, 0, 0, 0, 0, 1], broken)).message).toContain('observation[1] is NaN');
    expect(stop(() => judge([0, 0, 0, 0, 0, 0, 1], at([0, Number.POSITIVE_INFINITY, 0.9]))).rule).toBe(
      'finite observation',
    );
    const short = at([0, 0, 0.9], { observation: [0, 0] });
    expect(stop(() => judge([0, 0, 0, 0, 0, 0, 1], short)).rule).toBe('observation size');
  });

  it('an action that is not finite stops the arm', () => {
    expect(stop(() => judge([0, 0, 0, Number.NaN, 0, 0, 1], at([0, 0, 0.9]))).message).toContain('action[3] is NaN');
  });

  it('a policy that moves no arm by pose deltas is refused before anything moves', () => {
    const torques = { ...action, kind: 'joint torques' as const };
    expect(() => new Safety({ action: torques, observation }, limits)).toThrow(/joint torques.*Nothing was moved/);
  });
});

describe('the deadline budget', () => {
  it('is spent by so many misses in a row, and not by one fewer', () => {
    const budget = new DeadlineBudget(3, 0.2);
    const answers = [true, true, false, true, true, true].map((missed) => budget.count(missed));
    expect(answers.slice(0, 5)).toEqual([null, null, null, null, null]);
    expect(answers[5]).toContain('3 deadlines in a row');
  });

  it('is spent where more than a fifth of the last hundred are late', () => {
    const budget = new DeadlineBudget(3, 0.2);
    let problem: string | null = null;
    for (let step = 0; step < 101 && !problem; step++) problem = budget.count(step % 4 === 0);
    expect(problem).toContain('of the last 100');
  });
});

describe('the emergency stop', () => {
  it('acts once, at the moment a stop key comes, and on no other key', () => {
    for (const key of [' ', 'q', '\u0003', '\u001b']) {
      const keyboard = new PassThrough();
      const emergency = new EmergencyStop();
      const act = vi.fn();
      emergency.onStop(act);
      emergency.listenToKeys(keyboard);
      keyboard.emit('data', 'x');
      expect(emergency.reason).toBeNull();
      keyboard.emit('data', key);
      keyboard.emit('data', key);
      expect(emergency.reason).toContain('was pressed');
      expect(act).toHaveBeenCalledTimes(1);
      emergency.dispose();
    }
  });

  it('acts on SIGINT and SIGTERM, and leaves no listener behind', () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const before = process.listenerCount(signal);
      const emergency = new EmergencyStop();
      emergency.listenToSignals();
      process.emit(signal);
      expect(emergency.reason).toContain(signal);
      emergency.dispose();
      expect(process.listenerCount(signal)).toBe(before);
    }
  });

  it('acts at once for whoever comes after the stop', () => {
    const emergency = new EmergencyStop();
    emergency.press('a test');
    const act = vi.fn();
    emergency.onStop(act);
    expect(act).toHaveBeenCalledTimes(1);
  });
});
