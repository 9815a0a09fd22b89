/** @file `npm run franka -- <command>`: a bundle on an arm. JSON lines on standard output, words for people on standard error. */
import { UsageError } from '../../cli/arguments.ts';
import { note } from '../../cli/output.ts';

interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  /** Loads it: who serves an arm needs no ROS, who drives one no physics. */
  load(): Promise<{ run(words: readonly string[]): Promise<number> }>;
}

const commands: readonly Command[] = [
  {
    name: 'run',
    usage: `BUNDLE --robot simulated|ros2 [--move] [--episodes 1] [--seed 0] [--seconds T] [--rate HZ] [--log FILE]
           [--workspace=x0,x1,y0,y1,z0,z1] [--max-shift M] [--max-turn RAD] [--joint-margin 0.05] [--stale-ms 250]
           [--deadline-ms MS] [--missed-in-a-row 5] [--missed-share 0.2] [--empty-loop-seconds 0]
           simulated: [--port N] [--latency-ms 0] [--jitter-ms 0] [--drop 0] [--noise 0] [--step-limit N]
           ros2: [--ros FILE]`,
    summary: 'checks a bundle and drives a robot with it; without --move nothing is sent',
    load: () => import('./runCommand.ts'),
  },
  {
    name: 'serve',
    usage: `[--scene lift] [--rate HZ] [--port 0] [--latency-ms 0] [--jitter-ms 0] [--drop 0] [--noise 0] [--seed 0]
           [--step-limit N] [--once]`,
    summary: 'plays a scene in real time as an arm that a runner can drive over a local socket',
    load: () => import('./serveCommand.ts'),
  },
  {
    name: 'check',
    usage: `BUNDLE --out CHECKED.zip --by "YOUR NAME" --robot-name "WHICH ARM" [--ros FILE]
           [--workspace=x0,x1,y0,y1,z0,z1] [--notes TEXT] [--policy-seconds 10]`,
    summary: 'moves a real arm a little under your eyes, and marks the bundle as checked where you confirm every step',
    load: () => import('./checkCommand.ts'),
  },
  {
    name: 'audit',
    usage: 'LOG',
    summary: 'reads a log of run: the worst that was met of each limit, and status 1 where one was crossed',
    load: () => import('./auditCommand.ts'),
  },
];

async function main([name, ...words]: readonly string[]): Promise<number> {
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    if (name === undefined || name === 'help' || name === '--help') return printHelp();
    throw new UsageError(`there is no command ${name}; commands are ${commands.map((one) => one.name).join(', ')}`);
  }
  try {
    const { run } = await command.load();
    return await run(words);
  } catch (error) {
    if (error instanceof UsageError) error.message += `\nusage: npm run franka -- ${command.name} ${command.usage}`;
    throw error;
  }
}

function printHelp(): number {
  note('npm run franka -- <command>');
  for (const { name, usage, summary } of commands) note(`  ${name.padEnd(6)} ${summary}\n           ${usage}`);
  return 0;
}

try {
  process.exit(await main(process.argv.slice(2)));
} catch (error) {
  note((error as Error).message || String(error));
  if (process.env.DEBUG) note((error as Error).stack ?? '');
  process.exit(1);
}
