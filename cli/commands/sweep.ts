import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { averageOverSeeds } from '../../src/core/experiment/sweep/averages.ts';
import type { SweepPlan, SweepRun } from '../../src/core/experiment/sweep/plan.ts';
import { sweepTable } from '../../src/core/experiment/sweep/results.ts';
import { parseArguments, UsageError } from '../arguments.ts';
import { evaluateRun } from '../evaluateRun.ts';
import { experimentOf, startOf } from '../experiments.ts';
import { finetuneRun } from '../finetuneRun.ts';
import { note, printLine } from '../output.ts';
import { pretrainRun } from '../pretrainRun.ts';
import { publicPath } from '../publicFiles.ts';
import { readSweep } from '../sweepFile.ts';
import { SweepFolder } from '../sweepFolder.ts';
import type { Command } from './command.ts';

export const sweepCommand: Command = {
  name: 'sweep',
  usage: 'FILE --out DIR [--jobs 1] [--only RUN]',
  summary: 'trains and evaluates a grid of experiments; the same command continues a stopped sweep',
  async run(words) {
    const given = parseArguments(words, ['file'], { values: ['out', 'jobs', 'only'] });
    const [file] = given.positionals;
    const { plan, runs } = readSweep(file);
    const folder = new SweepFolder(resolve(given.text('out')), plan, runs, `npm run lab -- sweep ${words.join(' ')}`);
    const only = given.optional('only');
    if (only !== undefined) return finishOne(only, runs, plan, folder);
    const jobs = given.integer('jobs', 1, 1);
    const finish =
      jobs === 1
        ? (run: SweepRun) => finishRun(run, plan, folder)
        : (run: SweepRun) => finishElsewhere(run, [file, '--out', folder.path]);
    if (!(await finishAll(runs, jobs, folder, finish))) return;
    const record = folder.write();
    printLine({ table: sweepTable(record.runs), averages: averageOverSeeds(record.runs) });
  },
};

async function finishOne(name: string, runs: readonly SweepRun[], plan: SweepPlan, folder: SweepFolder): Promise<void> {
  const run = runs.find((candidate) => candidate.name === name);
  if (!run) throw new UsageError(`--only: expected one of ${runs.map((one) => one.name).join(' ')}, received ${name}`);
  if (await finishRun(run, plan, folder)) printLine(folder.resultOf(run));
}

/** Takes the runs in order, so many at a time. @returns false where one was interrupted, which ends the sweep */
async function finishAll(
  runs: readonly SweepRun[],
  jobs: number,
  folder: SweepFolder,
  finish: (run: SweepRun) => Promise<boolean>,
): Promise<boolean> {
  let next = 0;
  let isInterrupted = false;
  const work = async () => {
    while (next < runs.length && !isInterrupted) {
      const number = ++next;
      const run = runs[number - 1];
      note(`run ${number} of ${runs.length}: ${run.name}`);
      if (!folder.resultOf(run) && !(await finish(run))) {
        isInterrupted = true;
        return;
      }
      folder.write();
      printLine(folder.resultOf(run));
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return !isInterrupted;
}

/** Trains the run from wherever it stands and evaluates it. @returns false where it was interrupted */
async function finishRun(run: SweepRun, plan: SweepPlan, folder: SweepFolder): Promise<boolean> {
  if (folder.resultOf(run)) return true;
  const { backend } = plan;
  const path = folder.folderOf(run);
  if (!plan.policy) {
    if (!(await trainRun(run.input, path, backend))) return false;
  }
  const { episodes, seed, steps: stepCounts } = plan.evaluate;
  const policy = plan.policy ? publicPath('policies', `${experimentOf(run.input).scene}.policy`) : path;
  const result = await evaluateRun({ run: policy, episodes, seed, stepCounts, backend });
  folder.finish(run, result);
  return true;
}

/** @returns false where it was interrupted */
async function trainRun(input: SweepRun['input'], folder: string, backend: string): Promise<boolean> {
  const options = { folder, input, backend, onLine: () => {} };
  const { stage } = experimentOf(input);
  if (stage === 'pretrain') return (await pretrainRun(options)).isFinished;
  return (await finetuneRun({ ...options, start: stage === 'finetune' ? startOf(input) : null })).isFinished;
}

/** The same command in a process of its own, for this run alone. @returns whether it finished the run */
function finishElsewhere({ name }: SweepRun, words: readonly string[]): Promise<boolean> {
  const [, script] = process.argv;
  const child = spawn(process.execPath, [...process.execArgv, script, 'sweep', ...words, '--only', name], {
    // Its line is printed here when all that belongs to it is written.
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (data) => {
    said += data;
  });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (status) => {
      if (status === 0) done(said !== '');
      else
        fail(
          new Error(
            `${name}: its process ended with status ${status}. Runs that are done were kept; the same command goes on.`,
          ),
        );
    });
  });
}
