import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { EvaluationRecord } from '../../src/core/experiment/records.ts';
import { parseArguments } from '../arguments.ts';
import { type EvaluationResult, evaluateRun } from '../evaluateRun.ts';
import { note, printLine } from '../output.ts';
import { pretrainRun } from '../pretrainRun.ts';
import { readSweep, type Sweep, type SweepRun } from '../sweepFile.ts';
import type { Command } from './command.ts';

/** A run of the sweep that is done; written last, so that its presence says so. */
interface FinishedRun extends EvaluationResult {
  readonly run: string;
  readonly varied: Readonly<Record<string, unknown>>;
}

export const sweepCommand: Command = {
  name: 'sweep',
  usage: 'FILE --out DIR',
  summary: 'trains and evaluates a grid of experiments; the same command continues a stopped sweep',
  async run(words) {
    const given = parseArguments(words, ['file'], { values: ['out'] });
    const { sweep, runs } = readSweep(given.positionals[0]);
    const out = resolve(given.text('out'));
    mkdirSync(out, { recursive: true });
    const finished: FinishedRun[] = [];
    for (const [i, run] of runs.entries()) {
      note(`run ${i + 1} of ${runs.length}: ${run.name}`);
      const done = await finishRun(run, sweep, join(out, run.name));
      // A run that was interrupted ends the sweep; the same command takes it up again.
      if (!done) return;
      finished.push(done);
      printLine(done);
    }
    const table = finished.flatMap((done) => done.rungs.map((rung) => rowOf(done, rung)));
    writeFileSync(join(out, 'table.csv'), csvOf(table));
    printLine({ table });
  },
};

async function finishRun({ name, varied, input }: SweepRun, sweep: Sweep, folder: string): Promise<FinishedRun | null> {
  const resultPath = join(folder, 'result.json');
  if (existsSync(resultPath)) return JSON.parse(readFileSync(resultPath, 'utf8')) as FinishedRun;
  const { isFinished } = await pretrainRun({ folder, input, backend: sweep.backend, onLine: () => {} });
  if (!isFinished) return null;
  const { episodes, seed, steps: stepCounts } = sweep.evaluate;
  const result = await evaluateRun({ run: folder, episodes, seed, stepCounts, backend: sweep.backend });
  const done = { run: name, varied, ...result };
  writeFileSync(resultPath, `${JSON.stringify(done, null, 2)}\n`);
  return done;
}

function rowOf({ varied }: FinishedRun, rung: EvaluationRecord): Record<string, unknown> {
  const { steps, episodes, successes, wilson, meanReturn, returnInterval } = rung;
  const [wilsonLow, wilsonHigh] = wilson;
  const [returnLow, returnHigh] = returnInterval;
  return { ...varied, steps, episodes, successes, wilsonLow, wilsonHigh, meanReturn, returnLow, returnHigh };
}

function csvOf(table: readonly Record<string, unknown>[]): string {
  const columns = Object.keys(table[0] ?? {});
  return [columns, ...table.map((row) => columns.map((column) => row[column]))]
    .map((cells) => `${cells.join(',')}\n`)
    .join('');
}
