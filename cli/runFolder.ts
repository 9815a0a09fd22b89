/**
 * @file A run on disk: the whole record, written so that a crash at any moment leaves the last good state.
 *
 *     run.json             experiment with every default written out, versions, data hash, backend
 *     metrics.jsonl        one record a line
 *     snapshots/           the last two, from which the run continues exactly
 *     policy.policy        the policy as it acts, at the last snapshot
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
import type { Experiment } from '../src/core/experiment/experiment.ts';
import type { RunRecord } from '../src/core/experiment/records.ts';
import { type PlainRecord, readRecord } from '../src/core/runs/recordSchema.ts';
import { decodeSnapshot, encodeSnapshot, policyOfSnapshot, type Snapshot } from '../src/core/training/snapshot.ts';
import { UsageError } from './arguments.ts';
import { readFile } from './publicFiles.ts';

const keptSnapshots = 2;

export interface RunFile {
  /** Version of this file's layout */
  readonly version: 1;
  readonly experiment: Experiment;
  readonly demonstrations: { readonly path: string; readonly sha256: string; readonly episodes: number };
  readonly backend: string;
  readonly adapter: string | null;
  readonly versions: Readonly<Record<string, string>>;
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

  create(run: RunFile): void {
    mkdirSync(join(this.path, 'snapshots'), { recursive: true });
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

  /** Writes the snapshot and the policy in it, then drops all but the last two snapshots. */
  writeSnapshot(snapshot: Snapshot): void {
    const name = `step-${String(snapshot.metadata.step).padStart(9, '0')}.snapshot`;
    this.writeWhole(join('snapshots', name), encodeSnapshot(snapshot));
    this.writeWhole('policy.policy', policyOfSnapshot(snapshot));
    for (const old of this.snapshotNames().slice(0, -keptSnapshots)) rmSync(join(this.path, 'snapshots', old));
  }

  /** The newest snapshot that is intact, or null; a damaged one is named in `onDamaged`. */
  latestSnapshot(onDamaged: (message: string) => void): Snapshot | null {
    for (const name of this.snapshotNames().reverse()) {
      const path = join(this.path, 'snapshots', name);
      try {
        return decodeSnapshot(readFile(path), path);
      } catch (error) {
        onDamaged((error as Error).message);
      }
    }
    return null;
  }

  appendEvaluation(line: unknown): void {
    appendFileSync(join(this.path, 'evaluation.jsonl'), `${JSON.stringify(line)}\n`);
  }

  /** Bytes of the policy at the last snapshot. @throws UsageError where none was written yet */
  readPolicy(): Uint8Array {
    return readFile(join(this.path, 'policy.policy'));
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
