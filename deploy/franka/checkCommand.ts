/** @file `franka check`: the supervised check on a robot, the only way to a bundle that may move one. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArguments } from '../../cli/arguments.ts';
import { note, printLine } from '../../cli/output.ts';
import { readZippedBundle, withManifest, zipBundle } from '../../src/core/export/bundle.ts';
import type { Checked } from '../../src/core/export/manifest.ts';
import { now } from './clock.ts';
import { readNumber } from './commandLine.ts';
import { LogFile } from './logFile.ts';
import { logHeader } from './logHeader.ts';
import { type OpenedBundle, openBundle, readyPolicy } from './openBundle.ts';
import { readRosConfiguration } from './ros2/configuration.ts';
import { RosRobot } from './ros2/rosRobot.ts';
import { EmergencyStop } from './safety/emergencyStop.ts';
import { defaultLimits } from './safety/limits.ts';
import { parseWorkspace } from './safety/workspaces.ts';
import { reduceLimits, superviseCheck } from './supervisedCheck.ts';

/** @returns the exit status */
export async function run(words: readonly string[]): Promise<number> {
  const args = parseArguments(words, ['BUNDLE'], {
    values: ['out', 'by', 'robot-name', 'ros', 'workspace', 'notes', 'policy-seconds'],
  });
  const [out, by, arm] = [args.text('out'), args.text('by'), args.text('robot-name')];
  const policySeconds = readNumber(args, 'policy-seconds', 10, 1, 120);
  if (existsSync(out))
    throw new Error(`${out} is there already; nothing was written over and nothing was moved. Choose another --out`);
  const opened = openBundle(args.positionals[0]);
  const { manifest } = opened.bundle;
  const configuration = readRosConfiguration(args.optional('ros'));
  const box = args.optional('workspace');
  const rateHz = manifest.control.rateHz;
  const limits = defaultLimits({
    manifest,
    rateHz,
    arm: configuration.arm,
    ...(box && { workspace: parseWorkspace(box) }),
  });
  const { runtime } = await readyPolicy(opened.bundle, note);
  const startedAt = new Date().toISOString();
  const checked = (): Checked => ({
    status: 'checked on the robot',
    by,
    at: new Date().toISOString(),
    robot: arm,
    notes: args.text('notes', ''),
  });
  // Words that no manifest can hold are found before anything moves.
  markAsChecked(opened, checked());
  const emergency = new EmergencyStop();
  emergency.listenToSignals();
  emergency.listenToMistakes();
  try {
    const robot = await RosRobot.connect(configuration, manifest);
    const log = await LogFile.create(join('runs', `franka-check-${startedAt.replaceAll(':', '-')}.jsonl`));
    try {
      note(`Ctrl-C stops the arm at any moment. The log: ${log.path}`);
      const start = now();
      const header = {
        startedAt,
        opened,
        robot,
        runtime: runtime.name,
        move: true,
        rateHz,
        seed: 0,
        disturbance: null,
      };
      log.write(logHeader({ ...header, limits: reduceLimits(limits) }));
      await superviseCheck({
        manifest,
        runtime,
        robot,
        limits,
        emergency,
        ask,
        tell: note,
        note: (message) =>
          log.write({ kind: 'event', timeMs: now() - start, episode: null, stopped: false, rule: 'check', message }),
        write: (line) => log.write(line),
        startedAt: start,
        policySeconds,
      });
    } finally {
      await robot.close();
      await log.close();
    }
    const hardware = checked();
    writeFileSync(out, markAsChecked(opened, hardware), { flag: 'wx' });
    note(`${out}: the same bundle, marked as checked by ${by} on ${arm}`);
    printLine({ checked: hardware, out });
    return 0;
  } catch (error) {
    (error as Error).message += '. The bundle was not marked as checked.';
    throw error;
  } finally {
    await runtime.dispose();
    emergency.dispose();
  }
}

/** @returns bytes of the zip, which was read again @throws BundleError where a manifest cannot hold these words */
export function markAsChecked({ bundle, files }: OpenedBundle, hardware: Checked): Uint8Array {
  const bytes = zipBundle(withManifest(files, { ...bundle.manifest, hardware }));
  readZippedBundle(bytes);
  return bytes;
}

async function ask(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // On a terminal, readline takes Ctrl-C for itself: it must reach whoever stops the arm.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  // The end of the input is no yes.
  const over = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  try {
    return (await Promise.race([lines.question(`${question} [yes/no] `), over])).trim().toLowerCase() === 'yes';
  } finally {
    lines.close();
  }
}
