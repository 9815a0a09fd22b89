/** @file `npm run lab -- <command>`: the engine without a browser. */
import { UsageError } from './arguments.ts';
import { commands } from './commands/registry.ts';
import { note } from './output.ts';

async function main([name, ...words]: readonly string[]): Promise<void> {
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    if (name === undefined || name === 'help' || name === '--help') return printHelp();
    throw new UsageError(`there is no command ${name}; commands are ${commands.map((one) => one.name).join(', ')}`);
  }
  try {
    await command.run(words);
  } catch (error) {
    if (error instanceof UsageError) error.message += `\nusage: npm run lab -- ${command.name} ${command.usage}`;
    throw error;
  }
}

function printHelp(): void {
  const width = Math.max(...commands.map(({ name }) => name.length));
  note('npm run lab -- <command>');
  for (const { name, usage, summary } of commands)
    note(`  ${name.padEnd(width)}  ${summary}\n${' '.repeat(width + 4)}${usage}`);
}

try {
  await main(process.argv.slice(2));
  // Dawn and worker threads can keep an idle process alive.
  process.exit(0);
} catch (error) {
  note((error as Error).message || String(error));
  if (process.env.DEBUG) note((error as Error).stack ?? '');
  process.exit(1);
}
