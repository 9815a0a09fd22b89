/** @file `franka run`: a bundle drives a robot. */
import { join } from 'node:path';
import { type Arguments, parseArguments, UsageError } from '../../cli/arguments.ts';
import { note, printLine, showProgress } from '../../cli/output.ts';
import type { Manifest } from '../../src/core/export/manifest.ts';
import type {
  RunnerDisturbance,
  RunnerLimits,
  RunnerLogHeader,
  RunnerLogLine,
} from '../../src/core/export/runnerLog.ts';
import { now } from './clock.ts';
import { disturbanceFlags, readDisturbance, readNumber } from './commandLine.ts';
import { runControlLoop } from './controlLoop.ts';
import { LogFile } from './logFile.ts';
import { logHeader } from './logHeader.ts';
import { openBundle, readyPolicy } from './openBundle.ts';
import type { Robot } from './robot.ts';
import { EmergencyStop } from './safety/emergencyStop.ts';
import type { FrankaArm } from './safety/jointMargin.ts';
import { defaultLimits } from './safety/limits.ts';
import { Safety } from './safety/safety.ts';
import { parseWorkspace } from './safety/workspaces.ts';
import { startArmProcess } from './simulatedArm/armProcess.ts';
import { SimulatedRobot } from './simulatedArm/simulatedRobot.ts';

/** A robot that can be reached. */
interface RobotPlan {
  readonly isHardware: boolean;
  readonly arm: FrankaArm;
  reach(): Promise<ReachedRobot>;
}

/** A robot that was reached, and what ends it. */
interface ReachedRobot {
  readonly robot: Robot;
  readonly disturbance: RunnerDisturbance | null;
  close(): Promise<void>;
}

/** @returns the exit status */
export async function run(words: readonly string[]): Promise<number> {
  const args = parseArguments(words, ['BUNDLE'], {
    values: [
      'robot',
      'episodes',
      'seed',
      'seconds',
      'rate',
      'log',
      'workspace',
      'max-shift',
      'max-turn',
      'joint-margin',
      'stale-ms',
      'deadline-ms',
      'missed-in-a-row',
      'missed-share',
      'empty-loop-seconds',
      'port',
      'step-limit',
      'ros',
      ...disturbanceFlags,
    ],
    switches: ['move'],
  });
  const startedAt = new Date().toISOString();
  const move = args.has('move');
  const opened = openBundle(args.positionals[0]);
  const { manifest } = opened.bundle;
  const rateHz = readNumber(args, 'rate', manifest.control.rateHz, 1, 500);
  const plan = await planRobot(args, manifest, rateHz);
  if (plan.isHardware && move) refuseUncheckedMotion(manifest);
  const limits = readLimits(args, manifest, rateHz, plan);
  // What this runner cannot move is refused before anything is reached.
  new Safety(manifest, limits);
  const { runtime, check } = await readyPolicy(opened.bundle, note);
  note(
    `${manifest.scene.title}: ${check.count} test vectors answered within ${check.maxAbsError.toExponential(1)} by ${runtime.name}`,
  );

  const emergency = new EmergencyStop();
  emergency.listenToSignals();
  emergency.listenToMistakes();
  if (process.stdin.isTTY) emergency.listenToKeys(process.stdin);
  const reached = await plan.reach();
  try {
    const log = await LogFile.create(args.text('log', join('runs', `franka-${startedAt.replaceAll(':', '-')}.jsonl`)));
    const seed = args.integer('seed', 0);
    const { robot } = reached;
    const { disturbance } = reached;
    const source = { startedAt, opened, robot, runtime: runtime.name, move, rateHz, seed, limits, disturbance };
    const header = logHeader(source);
    announce(header, log.path);
    const start = now();
    const write = (line: RunnerLogLine) => {
      log.write(line);
      tell(line);
    };
    write(header);
    const summary = await runControlLoop({
      manifest,
      runtime,
      robot,
      limits,
      rateHz,
      move,
      seed,
      emergency,
      write,
      startedAt: start,
      episodes: args.integer('episodes', 1, 1),
      durationMs: durationSeconds(args, robot, move) * 1000,
      emptyLoopSeconds: readNumber(args, 'empty-loop-seconds', 0, 0, 3600),
    });
    await log.close();
    if (summary.stopped) {
      note(`the arm was stopped (${summary.stopped.rule}): ${summary.stopped.message}. The log is kept: ${log.path}`);
    }
    return summary.stopped ? 1 : 0;
  } finally {
    await reached.close();
    await runtime.dispose();
    emergency.dispose();
  }
}

/** Before anything is reached: an unchecked policy never moves hardware. */
function refuseUncheckedMotion(manifest: Manifest): void {
  if (manifest.hardware.status === 'checked on the robot') return;
  throw new Error(
    `manifest.json: hardware.status is "${manifest.hardware.status}", so --move is refused and nothing was moved. Check it first: npm run franka -- check`,
  );
}

async function planRobot(args: Arguments, manifest: Manifest, rateHz: number): Promise<RobotPlan> {
  const kind = args.text('robot');
  if (kind === 'simulated') {
    return { isHardware: false, arm: 'panda', reach: () => reachSimulatedArm(args, manifest, rateHz) };
  }
  if (kind !== 'ros2') throw new UsageError(`--robot: expected simulated or ros2, received ${kind}`);
  // Loaded where it is needed: roslib takes its time.
  const { readRosConfiguration } = await import('./ros2/configuration.ts');
  const { RosRobot } = await import('./ros2/rosRobot.ts');
  const configuration = readRosConfiguration(args.optional('ros'));
  const reach = async () => {
    const robot = await RosRobot.connect(configuration, manifest);
    return { robot, disturbance: null, close: () => robot.close() };
  };
  return { isHardware: true, arm: configuration.arm, reach };
}

async function reachSimulatedArm(args: Arguments, manifest: Manifest, rateHz: number): Promise<ReachedRobot> {
  const given = args.optional('port');
  const words = ['--scene', manifest.scene.id, '--rate', String(rateHz), '--seed', String(args.integer('seed', 0))];
  for (const flag of [...disturbanceFlags, 'step-limit'] as const) {
    const value = args.optional(flag);
    if (value !== undefined && given) throw new UsageError(`--${flag} is for serve, where the arm is served by hand`);
    if (value !== undefined) words.push(`--${flag}`, value);
  }
  readDisturbance(args);
  const process = given ? null : await startArmProcess(words);
  try {
    const robot = await SimulatedRobot.connect(process?.port ?? args.integer('port', undefined, 1));
    const { scene, rateHz: served } = robot.hello;
    if (scene !== manifest.scene.id)
      throw new Error(`the arm that is served plays ${scene}, the bundle is for ${manifest.scene.id}`);
    if (Math.abs(served - rateHz) > 1e-9)
      throw new Error(`the arm that is served runs at ${served} Hz, this run at ${rateHz} Hz; use --rate`);
    const close = async () => {
      await robot.close();
      await process?.close();
    };
    return { robot, disturbance: robot.disturbance, close };
  } catch (error) {
    await process?.close();
    throw error;
  }
}

/** A flag may make a limit tighter, and never wider; on the simulated arm, the rules about lateness may be loosened too. */
function readLimits(args: Arguments, manifest: Manifest, rateHz: number, { arm, isHardware }: RobotPlan): RunnerLimits {
  const box = args.optional('workspace');
  const limits = defaultLimits({ manifest, rateHz, arm, ...(box && { workspace: parseWorkspace(box) }) });
  const upTo = (flag: string, limit: number, least: number, loosest = limit) =>
    readNumber(args, flag, limit, least, isHardware ? limit : loosest);
  return {
    ...limits,
    positionDelta: upTo('max-shift', limits.positionDelta, 0),
    rotationDelta: upTo('max-turn', limits.rotationDelta, 0),
    jointMargin: readNumber(args, 'joint-margin', limits.jointMargin, limits.jointMargin, 1),
    staleMs: upTo('stale-ms', limits.staleMs, 1, 1000),
    deadlineMs: upTo('deadline-ms', limits.deadlineMs, 0.1, 1000 / rateHz),
    missedInARow: Math.floor(upTo('missed-in-a-row', limits.missedInARow, 1, 1_000_000)),
    missedShare: upTo('missed-share', limits.missedShare, 0, 1),
  };
}

/** Where no episode ever ends, time ends the run. */
function durationSeconds(args: Arguments, robot: Robot, move: boolean): number {
  const isEndless = robot.isHardware || !move;
  return readNumber(args, 'seconds', isEndless ? 10 : Number.POSITIVE_INFINITY, 0.1, 24 * 3600);
}

function announce({ rateHz, manifestRateHz, deltaScale: scale, dryRun, robot }: RunnerLogHeader, path: string): void {
  note(`${robot}; ${rateHz} Hz; the log: ${path}`);
  if (scale !== 1)
    note(
      `the policy was trained at ${manifestRateHz} Hz: its position and rotation deltas are scaled by ${scale.toFixed(4)}`,
    );
  note(dryRun ? 'a dry run: nothing is sent; --move sends' : 'space, q or Ctrl-C stops the arm');
}

/** Events and results on standard output; control steps are in the log. */
function tell(line: RunnerLogLine): void {
  if (line.kind === 'step')
    showProgress(`episode ${line.episode}, step ${line.step}, ${line.inferenceMs?.toFixed(2) ?? '·'} ms`);
  else if (line.kind !== 'event' || line.stopped) printLine(line);
}
