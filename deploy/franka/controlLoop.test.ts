import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicyRuntime } from '../../src/core/export/policyRuntime.ts';
import type { RunnerLimits, RunnerLogHeader, RunnerLogLine } from '../../src/core/export/runnerLog.ts';
import { encodeRunnerLogLine, parseRunnerLog, type RunnerLog } from '../../src/core/export/runnerLog.ts';
import { auditLog } from './auditLog.ts';
import { type BundleFolder, liftBundle } from './bundleFixture.ts';
import { now } from './clock.ts';
import { type ControlLoopOptions, runControlLoop } from './controlLoop.ts';
import { logHeader } from './logHeader.ts';
import { type OpenedBundle, openBundle, readyPolicy } from './openBundle.ts';
import { EmergencyStop } from './safety/emergencyStop.ts';
import { defaultLimits } from './safety/limits.ts';
import { noDisturbance } from './simulatedArm/disturbance.ts';
import { serveSimulatedArm } from './simulatedArm/server.ts';
import { SimulatedRobot } from './simulatedArm/simulatedRobot.ts';

let bundle: BundleFolder;
let opened: OpenedBundle;
let runtime: PolicyRuntime;
beforeAll(async () => {
  bundle = await liftBundle();
  opened = openBundle(bundle.zip);
  ({ runtime } = await readyPolicy(opened.bundle, () => {}));
});
afterAll(async () => {
  await runtime.dispose();
  bundle.remove();
});

interface Play {
  readonly disturbance?: typeof noDisturbance;
  readonly limits?: Partial<RunnerLimits>;
  readonly loop?: Partial<ControlLoopOptions>;
  readonly onLine?: (line: RunnerLogLine) => void;
}

/** Runs the loop on the simulated arm over its socket. @returns its log, written and read back */
async function play({ disturbance = noDisturbance, limits: changed, loop, onLine }: Play): Promise<RunnerLog> {
  const { manifest } = opened.bundle;
  const served = await serveSimulatedArm({ scene: 'lift', rateHz: 20, disturbance, seed: 7, port: 0 });
  const robot = await SimulatedRobot.connect(served.port);
  // A machine that is busy with other tests is late: that stops no arm where it is not what is tested.
  const patient = { missedInARow: 1000, missedShare: 1, staleMs: 1000 };
  const limits = { ...defaultLimits({ manifest, rateHz: 20, arm: 'panda' }), ...patient, ...changed };
  const lines: string[] = [];
  const write = (line: RunnerLogLine) => {
    lines.push(`${encodeRunnerLogLine(line)}\n`);
    onLine?.(line);
  };
  const common = { robot, move: true, rateHz: 20, seed: 7, limits, ...loop };
  const startedAt = '2026-11-29T12:00:00.000Z';
  write(logHeader({ ...common, startedAt, opened, runtime: runtime.name, disturbance }) satisfies RunnerLogHeader);
  try {
    await runControlLoop({
      manifest,
      runtime,
      episodes: 1,
      durationMs: 2000,
      emptyLoopSeconds: 0,
      emergency: new EmergencyStop(),
      startedAt: now(),
      write,
      ...common,
    });
  } finally {
    await robot.close();
    await served.close();
  }
  return parseRunnerLog(lines.join(''));
}

describe('the control loop', () => {
  it('with 50 ms latency, jitter, noise and a tenth of the packets lost crosses no limit, even in a narrow box', async () => {
    const log = await play({
      disturbance: { latencyMs: 50, jitterMs: 20, drop: 0.1, noise: 0.0005 },
      limits: { workspace: { low: [-0.16, -0.04, 0.83], high: [0.2, 0.04, 1.1] } },
      loop: { durationMs: 3000 },
    });
    expect(log.steps.length).toBeGreaterThan(10);
    expect(Math.min(...log.steps.map(({ observationAgeMs }) => observationAgeMs))).toBeGreaterThan(49);
    // The box is too narrow for the task, so its rule must have spoken.
    expect(log.events.some(({ rule }) => rule === 'workspace')).toBe(true);
    expect(auditLog(log)).toMatchObject({ crossed: [] });
  });

  it('sends nothing in a dry run: the arm stays where it is, and the log tells what would have been sent', async () => {
    const { header, steps, summary } = await play({ loop: { move: false, durationMs: 1000 } });
    expect(header.dryRun).toBe(true);
    expect(summary!.stopped).toBeNull();
    const last = steps.at(-1)!;
    for (const [i, angle] of steps[0].joints!.entries()) expect(last.joints![i]).toBeCloseTo(angle, 2);
    expect(Math.max(...steps.map(({ safe }) => Math.abs(safe[0])))).toBeGreaterThan(0.005);
  });

  it('stops the arm when observations stay away for longer than the limit', async () => {
    // The reset alone is always answered.
    const log = await play({ disturbance: { ...noDisturbance, drop: 1 }, limits: { staleMs: 250 } });
    expect(log.summary!.stopped).toMatchObject({ rule: 'stale observation' });
    expect(log.events.at(-1)).toMatchObject({ stopped: true, message: expect.stringContaining('the limit is 250 ms') });
    expect(auditLog(log).crossed).toEqual([]);
  });

  it('stops the arm at an action that is not finite, and sends none of it', async () => {
    const broken: PolicyRuntime = { ...runtime, run: async (_, noise) => noise.map(() => Number.NaN) };
    const log = await play({ loop: { runtime: broken } });
    expect(log.steps).toEqual([]);
    expect(log.summary!.stopped).toMatchObject({ rule: 'finite action' });
  });

  it('stops the arm when deadlines are missed one after the other, as by a policy that takes too long', async () => {
    const slow: PolicyRuntime = {
      ...runtime,
      async run(...asked) {
        await new Promise((resolve) => setTimeout(resolve, 80));
        return runtime.run(...asked);
      },
    };
    const always = { ...opened.bundle.manifest, action: { ...opened.bundle.manifest.action, execute: 1 } };
    const log = await play({ limits: { missedInARow: 3 }, loop: { runtime: slow, manifest: always } });
    expect(log.summary!.stopped).toMatchObject({ rule: 'deadline budget' });
    expect(log.steps.map(({ missed }) => missed)).toEqual([true, true, true]);
    expect(log.summary!.loop.missed).toBeGreaterThanOrEqual(3);
  });

  it('stops the arm between two steps when it is stopped by hand, and no step follows', async () => {
    const emergency = new EmergencyStop();
    const log = await play({
      loop: { emergency },
      onLine: (line) => line.kind === 'step' && line.step === 4 && emergency.press('a test pressed it'),
    });
    expect(log.steps.at(-1)!.step).toBe(4);
    expect(log.summary!.stopped).toEqual({ rule: 'emergency stop', message: 'a test pressed it' });
  });
});
