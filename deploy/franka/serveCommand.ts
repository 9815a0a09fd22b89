/** @file `franka serve`: the simulated arm in a process of its own, until it is interrupted. */
import { parseArguments } from '../../cli/arguments.ts';
import { note, printLine } from '../../cli/output.ts';
import { findScene } from '../../src/core/scenes/registry.ts';
import { disturbanceFlags, readDisturbance, readNumber } from './commandLine.ts';
import { loopback, serveSimulatedArm } from './simulatedArm/server.ts';

/** @returns the exit status */
export async function run(words: readonly string[]): Promise<number> {
  const args = parseArguments(words, [], {
    values: ['scene', 'rate', 'port', 'seed', 'step-limit', ...disturbanceFlags],
    switches: ['once'],
  });
  const scene = args.text('scene', 'lift');
  const rateHz = readNumber(args, 'rate', findScene(scene).controlHz, 1, 500);
  const isOnce = args.has('once');
  return new Promise<number>((resolve, reject) => {
    let leave = () => resolve(0);
    serveSimulatedArm({
      scene,
      rateHz,
      disturbance: readDisturbance(args),
      seed: args.integer('seed', 0),
      port: args.integer('port', 0),
      ...(args.optional('step-limit') && { stepLimit: args.integer('step-limit', undefined, 1) }),
      onLeave: () => isOnce && leave(),
      onFailure: (error) => reject(error),
    }).then((served) => {
      leave = () => void served.close().then(() => resolve(0));
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => leave());
      // Whoever started it holds the other end of its standard input.
      if (isOnce) process.stdin.resume().once('end', () => leave());
      note(`the simulated ${scene} arm listens on ${loopback}:${served.port}, ${rateHz} control steps a second`);
      printLine({ listening: { host: loopback, port: served.port }, scene, rateHz });
    }, reject);
  });
}
