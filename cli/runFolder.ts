/**
 * @file A run on disk: the whole record, written so that a crash at any moment leaves the last good state.
 *
 *     run.json             experiment with every default written out, versions, data hash, backend
 *     metrics.jsonl        one record a line
 *     snapshots/           the last two, from which the run continues exactly
 *     policy.policy        the policy as it acts, at the last snapshot
 *     parent.policy        in stage 2, the stage 1 policy that it began from
 *     evaluation.jsonl     one line an evaluation, with every episode's outcome
 */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { differingSettings, type Experiment } from '../src/core/experiment/experiment.ts';
import type { EvaluationRecord, RunRecord } from '../src/core/experiment/records.ts';
import { type PlainRecord, readRecord } from '../src/core/runs/recordSchema.ts';
import { UsageError } from './arguments.ts';
import { note } from './output.ts';
import { readFile } from './publicFiles.ts';

const keptSnapshots = 2;

export interface RunFile {
  /** Version of this file's layout */
  readonly version: 1;
  readonly experiment: Experiment;
  /** Null where nothing was demonstrated: a policy from scratch */
  readonly demonstrations: { readonly path: string; readonly sha256: string; readonly episodes: number } | null;
  /** The stage 1 policy that stage 2 began from, kept as `parent.policy`; absent in stage 1, null from scratch */
  readonly parent?: { readonly path: string; readonly sha256: string; readonly step: number } | null;
  readonly backend: string;
  readonly adapter: string | null;
  readonly versions: Readonly<Record<string, string>>;
}

/** A run's state as files */
export interface StateFiles {
  readonly step: number;
  /** Bytes of a snapshot of the run's stage */
  readonly snapshot: Uint8Array;
  /** Bytes of the policy in it */
  readonly policy: Uint8Array;
}

/** How well the policy did with so many steps, as a bundle's manifest says it */
export interface EvaluatedRung extends Pick<EvaluationRecord, 'steps' | 'episodes' | 'successes' | 'meanReturn'> {
  /** Wilson 95 % interval of the success rate */
  wilson: [number, number];
  readonly trainingStep: number;
}

export class RunFolder {
  constructor(readonly path: string) {}

  get exists(): boolean {
    return existsSync(join(this.path, 'run.json'));
  }

  /** @throws UsageError where the folder holds no run, or one of a layout this version cannot read */
  readRun(): RunFile {
    if (!this.exists) throw new UsageError(`${this.path}: holds no run (there is no run.json)`);
    const run = JSON.parse(readFileSync(join(this.path, 'run.json'), 'utf8')) as RunFile;
    if (run.version !== 1) throw new UsageError(`${this.path}: run.json has version ${run.version}, expected 1`);
    return run;
  }

  /** @param parent bytes of the stage 1 policy, in stage 2 */
  create(run: RunFile, parent?: Uint8Array): void {
    mkdirSync(join(this.path, 'snapshots'), { recursive: true });
    if (parent) this.writeWhole('parent.policy', parent);
    this.writeWhole('run.json', `${JSON.stringify(run, null, 2)}\n`);
    this.writeWhole('metrics.jsonl', '');
  }

  /** Appends to the metrics; embeddings are for the screen and are not kept. */
  appendMetrics(records: readonly RunRecord[]): void {
    const lines = records.filter(({ kind }) => kind !== 'embedding').map((record) => `${JSON.stringify(record)}\n`);
    if (lines.length > 0) appendFileSync(join(this.path, 'metrics.jsonl'), lines.join(''));
  }

  /** Every record that was logged. @throws UsageError where a line is not one */
  readMetrics(): PlainRecord[] {
    const lines = readFileSync(join(this.path, 'metrics.jsonl'), 'utf8').split('\n').filter(Boolean);
    return lines.map((line, i) => {
      try {
        return readRecord(JSON.parse(line));
      } catch (error) {
        throw new UsageError(`${this.path}/metrics.jsonl, line ${i + 1}: ${(error as Error).message}`);
      }
    });
  }

  /** Drops what was logged after a snapshot that the run goes back to. */
  rewindMetrics(step: number): void {
    const lines = readFileSync(join(this.path, 'metrics.jsonl'), 'utf8').split('\n').filter(Boolean);
    // A crash can cut the last line short.
    const kept = lines
      .filter((line, i) => i < lines.length - 1 || isJson(line))
      .filter((line) => JSON.parse(line).step <= step);
    this.writeWhole('metrics.jsonl', kept.map((line) => `${line}\n`).join(''));
  }

  /** Writes a snapshot and the policy in it, then drops all but the last two snapshots. */
  writeSnapshot({ step, snapshot, policy }: StateFiles): void {
    const name = `step-${String(step).padStart(9, '0')}.snapshot`;
    this.writeWhole(join('snapshots', name), snapshot);
    this.writeWhole('policy.policy', policy);
    for (const old of this.snapshotNames().slice(0, -keptSnapshots)) rmSync(join(this.path, 'snapshots', old));
  }

  /**
   * The newest snapshot that is intact, or null; a damaged one is named in `onDamaged`.
   * @param decode reads one of the run's stage
   */
  latestSnapshot<T>(decode: (bytes: Uint8Array, name: string) => T, onDamaged: (message: string) => void): T | null {
    for (const name of this.snapshotNames().reverse()) {
      const path = join(this.path, 'snapshots', name);
      try {
        return decode(readFile(path), path);
      } catch (error) {
        onDamaged((error as Error).message);
      }
    }
    return null;
  }

  appendEvaluation(line: unknown): void {
    appendFileSync(join(this.path, 'evaluation.jsonl'), `${JSON.stringify(line)}\n`);
  }

  /** The rungs of the newest evaluation of the weights of that training step; none where there was none */
  readEvaluation(step: number): readonly EvaluatedRung[] {
    const path = join(this.path, 'evaluation.jsonl');
    if (!existsSync(path)) return [];
    const lines = readFileSync(path, 'utf8').split('\n').filter(isJson);
    const rungs = lines.map((line) => (JSON.parse(line) as { rungs: EvaluationRecord[] }).rungs);
    return (rungs.findLast((ladder) => ladder.every((rung) => rung.step === step)) ?? []).map(
      ({ steps, episodes, successes, wilson: [low, high], meanReturn, step: trainingStep }) => {
        return { steps, episodes, successes, wilson: [low, high], meanReturn, trainingStep };
      },
    );
  }

  /** Bytes of the policy at the last snapshot. @throws UsageError where none was written yet */
  readPolicy(): Uint8Array {
    return readFile(join(this.path, 'policy.policy'));
  }

  /** Bytes of the stage 1 policy that the run began from; null where it is a run of stage 1, or from scratch */
  readParent(): Uint8Array | null {
    return this.readRun().parent ? readFile(join(this.path, 'parent.policy')) : null;
  }

  private snapshotNames(): string[] {
    const folder = join(this.path, 'snapshots');
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith('.snapshot'))
      .sort();
  }

  /** Writes beside the file and renames, so that no reader ever sees half of it. */
  private writeWhole(name: string, content: string | Uint8Array): void {
    const path = join(this.path, name);
    writeFileSync(`${path}.part`, content);
    renameSync(`${path}.part`, path);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** @throws UsageError where the folder holds another run than the one that was asked for */
export function checkSameRun(folder: RunFolder, experiment: Experiment, backend: string, sha256: string | null): void {
  const run = folder.readRun();
  const [key] = differingSettings(run.experiment, experiment);
  if (key !== undefined) {
    const [before, now] = [run.experiment[key], experiment[key]];
    throw new UsageError(`${folder.path}: holds a run with ${key} ${before}, not ${now}. Choose another --out.`);
  }
  if ((run.demonstrations?.sha256 ?? null) !== sha256) {
    throw new UsageError(`${folder.path}: was trained on other demonstrations. Choose another --out.`);
  }
  if (run.backend !== backend) {
    note(`this run began on ${run.backend}: on ${backend} it continues, but not bit for bit`);
  }
}
