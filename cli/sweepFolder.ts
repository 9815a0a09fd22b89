/**
 * @file A sweep on disk: a run's folder each, and beside them what they say together, written anew after each run.
 *
 *     <run>/result.json    its evaluation; written last, so that its presence says that the run is done
 *     table.csv            a row for each run and number of denoising steps
 *     averages.csv         over seeds
 *     sweep.json           the whole record, which the page's Sweep view opens
 *     figure.svg           drawn from that record alone
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { averageOverSeeds, averagesTable } from '../src/core/experiment/sweep/averages.ts';
import { sweepFigure } from '../src/core/experiment/sweep/figure.ts';
import { drawSweepFigure } from '../src/core/experiment/sweep/figureSvg.ts';
import type { SweepPlan, SweepRun } from '../src/core/experiment/sweep/plan.ts';
import { type SweepRecord, sweepRecordVersion, writeSweepRecord } from '../src/core/experiment/sweep/record.ts';
import { csvOf, type SweptRun, sweepTable } from '../src/core/experiment/sweep/results.ts';
import { findScene } from '../src/core/scenes/registry.ts';
import type { EvaluationResult } from './evaluateRun.ts';
import { experimentOf } from './experiments.ts';
import { RunFolder } from './runFolder.ts';
import { versions } from './versions.ts';

/** What `result.json` holds */
interface Result {
  readonly run: string;
  readonly varied: SweepRun['varied'];
  readonly rungs: EvaluationResult['rungs'];
  readonly paired: EvaluationResult['paired'];
  /** Absent in sweeps of before they were kept, as is the adapter */
  readonly backend?: string;
  readonly adapter?: string | null;
}

export class SweepFolder {
  constructor(
    readonly path: string,
    private readonly plan: SweepPlan,
    private readonly runs: readonly SweepRun[],
    /** The command that writes it */
    private readonly command: string,
  ) {
    mkdirSync(path, { recursive: true });
  }

  folderOf({ name }: SweepRun): string {
    return join(this.path, name);
  }

  /** @returns null where the run is not done */
  resultOf(run: SweepRun): Result | null {
    const path = this.resultPath(run);
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Result) : null;
  }

  finish({ name, varied }: SweepRun, result: EvaluationResult): void {
    mkdirSync(join(this.path, name), { recursive: true });
    const done: Result = { run: name, varied, ...result };
    this.writeWhole(join(name, 'result.json'), `${JSON.stringify(done, null, 2)}\n`);
  }

  /** The record of all runs that are done, written with everything that is made of it. */
  write(): SweepRecord {
    const record = this.read();
    this.writeWhole('table.csv', csvOf(sweepTable(record.runs)));
    this.writeWhole('averages.csv', csvOf(averagesTable(averageOverSeeds(record.runs))));
    this.writeWhole('sweep.json', writeSweepRecord(record));
    this.writeWhole('figure.svg', drawSweepFigure(sweepFigure(record)));
    return record;
  }

  private read(): SweepRecord {
    const done = this.runs.flatMap((run) => this.resultOf(run) ?? []);
    const first = done[0]?.backend !== undefined ? done[0] : this.readFirstRun();
    return {
      version: sweepRecordVersion,
      plan: this.plan,
      metric: findScene(experimentOf(this.runs[0].input).scene).metric,
      command: this.command,
      versions: versions(),
      backend: first?.backend ?? this.plan.backend,
      adapter: first?.adapter ?? null,
      runs: done.map((result) => this.sweptRun(result)),
    };
  }

  private sweptRun({ run, varied, rungs, paired }: Result): SweptRun {
    const folder = new RunFolder(join(this.path, run));
    const metrics = folder.exists ? folder.readMetrics() : [];
    const representation = metrics.findLast((record) => record.kind === 'representation') ?? null;
    return { run, varied, rungs, paired, representation };
  }

  private readFirstRun(): { backend?: string; adapter?: string | null } | null {
    const folder = new RunFolder(this.folderOf(this.runs[0]));
    return folder.exists ? folder.readRun() : null;
  }

  private resultPath(run: SweepRun): string {
    return join(this.folderOf(run), 'result.json');
  }

  /** Under another name first, so that a crash leaves no half of a file. */
  private writeWhole(name: string, content: string): void {
    const path = join(this.path, name);
    writeFileSync(`${path}.part`, content);
    renameSync(`${path}.part`, path);
  }
}
