/** @file `franka audit`: whether a run stayed within its limits, from its log. */
import { readFileSync } from 'node:fs';
import { parseArguments } from '../../cli/arguments.ts';
import { note, printLine } from '../../cli/output.ts';
import { parseRunnerLog } from '../../src/core/export/runnerLog.ts';
import { auditLog } from './auditLog.ts';

/** @returns 1 where a limit was crossed */
export async function run(words: readonly string[]): Promise<number> {
  const [path] = parseArguments(words, ['LOG'], {}).positionals;
  const log = parseRunnerLog(readFileSync(path, 'utf8'));
  const audit = auditLog(log);
  const cuts: Record<string, number> = {};
  for (const { rule } of log.events) cuts[rule] = (cuts[rule] ?? 0) + 1;
  printLine({ ...audit, events: cuts, limits: log.header.limits });
  note(audit.crossed.length === 0 ? 'no limit was crossed' : `crossed: ${audit.crossed.join(', ')}`);
  return audit.crossed.length === 0 ? 0 : 1;
}
