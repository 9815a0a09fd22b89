import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleContent } from '../../src/core/export/bundle.ts';
import { parseRunnerLog, type RunnerLog } from '../../src/core/export/runnerLog.ts';
import { auditLog } from './auditLog.ts';
import { type BundleFolder, liftBundle } from './bundleFixture.ts';
import { openBundle } from './openBundle.ts';
import { run } from './runCommand.ts';
import { franka } from './runnerFixture.ts';

let bundle: BundleFolder;
beforeAll(async () => {
  bundle = await liftBundle();
});
afterAll(() => bundle.remove());

const logPath = (name: string) => join(bundle.folder, `${name}.jsonl`);
const readLog = (name: string) => parseRunnerLog(readFileSync(logPath(name), 'utf8'));

/** Whatever happened: every command that was sent, and everywhere that the arm was measured. */
const expectWithinLimits = (log: RunnerLog) => expect(auditLog(log)).toMatchObject({ crossed: [] });

/** A machine that is busy with other tests is late: that stops no arm here, where it is not what is tested. */
const patient = ['--missed-in-a-row', '1000', '--missed-share', '1', '--stale-ms', '1000'];
const simulated = ['--robot', 'simulated'];

describe('the runner on the simulated arm', () => {
  it('lifts the cube with --move, and its log tells every step of it', async () => {
    const words = [...simulated, ...patient, '--move', '--seed', '100', '--empty-loop-seconds', '0.5'];
    const { status, lines } = await franka(['run', bundle.zip, ...words, '--log', logPath('lift')]);
    expect(status).toBe(0);
    expect(lines.map(({ kind }) => kind)).toEqual(['header', 'episode', 'summary']);
    const log = readLog('lift');
    expect(log.header).toMatchObject({ dryRun: false, rateHz: 20, scene: 'lift', deltaScale: 1 });
    expect(log.episodes).toMatchObject([{ seed: 100, success: true, length: log.steps.length }]);
    expect(log.summary).toMatchObject({ episodes: 1, successes: 1, stopped: null });
    expect(log.summary!.emptyLoop!.steps).toBeGreaterThan(0);
    // The network is asked once a chunk, and its last state holds the cube in the air.
    for (const { chunkPosition, inferenceMs } of log.steps) expect(inferenceMs !== null).toBe(chunkPosition === 0);
    const heights = log.steps.map(({ state }) => state![11]);
    expect(heights.at(-1)!).toBeGreaterThan(Math.min(...heights) + 0.001);
    expectWithinLimits(log);
  });

  it('at another rate scales every delta by the ratio of the rates, and stops at SIGINT with status 1', async () => {
    let isSent = false;
    const words = [...simulated, ...patient, '--move', '--rate', '120', '--seconds', '30', '--log', logPath('fast')];
    const { status, said, lines } = await franka(['run', bundle.zip, ...words], (text, child) => {
      if (!isSent && /step \d\d/.test(text)) isSent = child.kill('SIGINT');
    });
    expect(status).toBe(1);
    expect(said).toContain('scaled by 0.1667');
    expect(said).toContain('the arm was stopped (emergency stop): the signal SIGINT came');
    expect(lines.at(-1)).toMatchObject({ kind: 'summary', stopped: { rule: 'emergency stop' } });
    const log = readLog('fast');
    expect(log.events.at(-1)).toMatchObject({ stopped: true, rule: 'emergency stop' });
    expect(log.header.deltaScale).toBeCloseTo(1 / 6, 6);
    expect(log.header.limits.positionDelta).toBeLessThan(0.0084);
    expectWithinLimits(log);
  });
});

describe('the runner before it moves anything', () => {
  const files = ['policy.onnx', 'manifest.json', 'test-vectors.json', 'README.md', 'SHA256SUMS'];

  /** One bit is turned round. @returns path of the folder */
  function tamperWith(file: string): string {
    const folder = join(bundle.folder, `tampered-${file}`);
    mkdirSync(folder);
    for (const [name, bytes] of Object.entries(bundleContent(bundle.content))) {
      const changed = Uint8Array.from(bytes);
      if (name === file) changed[Math.floor(changed.length / 2)] ^= 1;
      writeFileSync(join(folder, name), changed);
    }
    return folder;
  }

  it.each(files)('refuses a bundle whose %s was tampered with, naming a file', (file) => {
    // A changed sum names the file that it is the sum of.
    expect(() => openBundle(tamperWith(file))).toThrow(
      file === 'SHA256SUMS' ? /SHA256SUMS.*The bundle was refused/ : new RegExp(`^${file}: .*The bundle was refused`),
    );
  });

  it('refuses it in one line with status 1, and reaches no robot', async () => {
    let visitors = 0;
    const arm = createServer((socket: Socket) => {
      visitors++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => arm.listen(0, '127.0.0.1', () => resolve()));
    const { port } = arm.address() as { port: number };
    const folder = join(bundle.folder, 'tampered-policy.onnx');
    const { status, said } = await franka(['run', folder, ...simulated, '--move', '--port', String(port)]);
    expect(status).toBe(1);
    expect(said).toMatch(/^policy\.onnx: its SHA-256 is .*\n$/);
    expect(visitors).toBe(0);
    arm.close();
  });

  it('refuses --move on hardware for a bundle that was not checked there', async () => {
    const words = [bundle.zip, '--robot', 'ros2', '--move'];
    await expect(run(words)).rejects.toThrow(/hardware\.status is "simulation only.*nothing was moved/);
  });

  it('says what is wrong where there is no bundle, no robot, or a limit that would be wider', async () => {
    await expect(run(['/nowhere.zip', ...simulated])).rejects.toThrow(/nothing at \/nowhere\.zip/);
    await expect(run([bundle.zip, ...simulated, '--port', '9'])).rejects.toThrow(/no simulated arm at port 9.*serve/);
    const wide = run([bundle.zip, ...simulated, '--max-shift', '0.2']);
    await expect(wide).rejects.toThrow(/--max-shift: expected a number from 0 to 0\.0/);
  });

  it('takes no looser limit on lateness for hardware', async () => {
    const words = [bundle.zip, '--robot', 'ros2'];
    await expect(run([...words, '--stale-ms', '400'])).rejects.toThrow(/--stale-ms: expected a number from 1 to 250/);
    await expect(run([...words, '--missed-share', '1'])).rejects.toThrow(/--missed-share: expected .* to 0\.2/);
  });
});
