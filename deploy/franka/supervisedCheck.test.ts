import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readZippedBundle } from '../../src/core/export/bundle.ts';
import type { RunnerLogLine, RunnerLogStep } from '../../src/core/export/runnerLog.ts';
import { loadMujoco } from '../../src/core/physics/mujoco.ts';
import { findScene } from '../../src/core/scenes/registry.ts';
import { type BundleFolder, liftBundle } from './bundleFixture.ts';
import { markAsChecked } from './checkCommand.ts';
import { now } from './clock.ts';
import { type OpenedBundle, openBundle, type ReadyPolicy, readyPolicy } from './openBundle.ts';
import type { Vector3 } from './robot.ts';
import { liftBase, RosbridgeArm } from './ros2/rosbridgeFixture.ts';
import { RosRobot } from './ros2/rosRobot.ts';
import type { Quaternion } from './ros2/rotations.ts';
import { franka } from './runnerFixture.ts';
import { EmergencyStop } from './safety/emergencyStop.ts';
import { defaultLimits } from './safety/limits.ts';
import { superviseCheck } from './supervisedCheck.ts';

let bundle: BundleFolder;
let opened: OpenedBundle;
let policy: ReadyPolicy;
let observed: number[];
let bridge: RosbridgeArm;
let robot: RosRobot;

beforeAll(async () => {
  bundle = await liftBundle();
  opened = openBundle(bundle.zip);
  policy = await readyPolicy(opened.bundle, () => {});
  const scene = findScene('lift').create(await loadMujoco());
  observed = Array.from(scene.reset(3));
  scene.dispose();
});
afterAll(async () => {
  await policy.runtime.dispose();
  bundle.remove();
});

beforeEach(async () => {
  const inBase = (offset: number): Vector3 =>
    [0, 1, 2].map((i) => observed[offset + i] - liftBase[i]) as unknown as Vector3;
  bridge = await RosbridgeArm.start({
    endEffector: { position: inBase(0), orientation: observed.slice(3, 7) as unknown as Quaternion },
    cube: { position: inBase(9), orientation: observed.slice(12, 16) as unknown as Quaternion },
  });
  robot = await RosRobot.connect(bridge.configuration(), opened.bundle.manifest);
});
afterEach(async () => {
  await robot.close();
  await bridge.close();
});

async function check(answer: (question: string) => boolean, emergency = new EmergencyStop()): Promise<string[]> {
  written = [];
  // Five times the policy's rate: the check counts control steps, and the test need not take a minute.
  const manifest = { ...opened.bundle.manifest, control: { rateHz: 100 } };
  const asked: string[] = [];
  const noted: string[] = [];
  await superviseCheck({
    manifest,
    runtime: policy.runtime,
    robot,
    // A busy machine is late; that is not what is tested.
    limits: {
      ...defaultLimits({ manifest, rateHz: 100, arm: 'panda' }),
      missedInARow: 1000,
      missedShare: 1,
      staleMs: 1000,
    },
    emergency,
    ask: async (question) => {
      asked.push(question);
      return answer(question);
    },
    tell: () => {},
    note: (answer) => noted.push(answer),
    write: (line) => written.push(line),
    startedAt: now(),
    policySeconds: 0.5,
  });
  expect(noted).toHaveLength(asked.length);
  return asked;
}

/** Log of the policy's motion in the check that ran last */
let written: RunnerLogLine[];

const sentTargets = () => bridge.published('/cartesian_impedance_controller/equilibrium_pose');

describe('the supervised check', () => {
  it('moves a little each way, asks after each motion, and never commands more than its reduced limits', async () => {
    const asked = await check(() => true);
    expect(asked.filter((question) => question.startsWith('Did the gripper go'))).toHaveLength(6);
    expect(asked.at(-1)).toContain('calm');
    const steps = written.filter(({ kind }) => kind === 'step') as RunnerLogStep[];
    expect(steps.length).toBeGreaterThan(5);
    expect(Math.max(...steps.flatMap(({ safe }) => safe.slice(0, 3).map(Math.abs)))).toBeLessThanOrEqual(0.01);
    const heights = sentTargets().map(({ msg }) => msg.pose.position.z);
    expect(heights.length).toBeGreaterThan(60);
    // From one target to the next: what the arm moved in between, and one delta.
    for (let i = 1; i < heights.length; i++) expect(Math.abs(heights[i] - heights[i - 1])).toBeLessThan(0.021);
  });

  it('sends nothing before the operator has said twice that all is well', async () => {
    await expect(check((question) => !question.includes('fit what you see'))).rejects.toThrow(/did not say yes/);
    expect(sentTargets()).toEqual([]);
  });

  it('finds a robot that goes the other way, whatever the operator says', async () => {
    bridge.follow = [1, -1, 1];
    await expect(check(() => true)).rejects.toThrow(/told to go to the robot's left.*did not/);
  });

  it('ends at once where it is stopped by hand', async () => {
    const emergency = new EmergencyStop();
    const answer = (question: string) => {
      if (question.includes('up by')) emergency.press('a test');
      return true;
    };
    await expect(check(answer, emergency)).rejects.toThrow(/a test/);
  });

  it('on the command line writes no bundle and sends nothing where the operator says no', async () => {
    const settings = join(bundle.folder, 'robot.json');
    writeFileSync(settings, JSON.stringify({ url: bridge.url }));
    const out = join(bundle.folder, 'checked.zip');
    const words = ['check', bundle.zip, '--ros', settings, '--out', out, '--by', 'Ada', '--robot-name', 'Panda 3'];
    const { status, said } = await franka(words, (text, child) => {
      if (text.includes('[yes/no]')) child.stdin?.write('no\n');
    });
    expect(status).toBe(1);
    expect(said).toMatch(/did not say yes.*The bundle was not marked as checked/);
    expect(existsSync(out)).toBe(false);
    expect(sentTargets()).toEqual([]);
  });

  it('is the only thing that changes in a bundle that it marks', () => {
    const hardware = {
      status: 'checked on the robot',
      by: 'Ada',
      at: '2026-11-29T12:00:00.000Z',
      robot: 'Panda 3',
      notes: '',
    } as const;
    const marked = readZippedBundle(markAsChecked(opened, hardware));
    expect(marked.manifest).toEqual({ ...opened.bundle.manifest, hardware });
    expect(Buffer.compare(marked.onnx, opened.bundle.onnx)).toBe(0);
  });
});
