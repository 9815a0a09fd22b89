/** @file A sweep: a base experiment, a grid of settings over it, and how each run is evaluated. */
import { readFileSync } from 'node:fs';
import { checkSetting, SettingError } from '../src/core/experiment/experiment.ts';
import { findSetting } from '../src/core/experiment/settings.ts';
import { UsageError } from './arguments.ts';
import { experimentOf } from './pretrainRun.ts';

export interface Sweep {
  /** Settings that all runs share, by dotted key; `scene` is required */
  readonly base: Readonly<Record<string, unknown>>;
  /** Values to combine, by dotted key; every combination is a run */
  readonly grid: Readonly<Record<string, readonly unknown[]>>;
  readonly backend: string;
  readonly evaluate: { readonly episodes: number; readonly steps: readonly number[]; readonly seed: number };
}

export interface SweepRun {
  /** Folder name below the sweep's, made of what varies */
  readonly name: string;
  /** What varies, with this run's values */
  readonly varied: Readonly<Record<string, unknown>>;
  readonly input: Readonly<Record<string, unknown>>;
}

const fields = ['base', 'grid', 'backend', 'evaluate'];

/** @throws UsageError, SettingError naming what is wrong with the file; every run is checked before the first begins */
export function readSweep(path: string): { sweep: Sweep; runs: SweepRun[] } {
  const content = parse(path);
  const unknown = Object.keys(content).find((key) => !fields.includes(key));
  if (unknown) throw new UsageError(`${path}: ${unknown}: expected one of ${fields.join(', ')}`);
  const sweep: Sweep = {
    base: content.base ?? {},
    grid: content.grid ?? {},
    backend: content.backend ?? 'wasm',
    evaluate: { episodes: 50, steps: [1, 5, 32], seed: 20_000, ...content.evaluate },
  };
  checkGrid(path, sweep);
  const runs = combinations(Object.entries(sweep.grid)).map((varied) => ({
    name: nameOf(varied),
    varied,
    input: { ...sweep.base, ...varied },
  }));
  for (const { input } of runs) experimentOf(input);
  return { sweep, runs };
}

function parse(path: string): Partial<Sweep> {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content;
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message}`);
  }
  throw new UsageError(`${path}: expected an object with ${fields.join(', ')}`);
}

function checkGrid(path: string, { grid, evaluate }: Sweep): void {
  for (const [key, values] of Object.entries(grid)) {
    const setting = findSetting(key);
    if (!setting) throw new SettingError(key, 'a known setting', key);
    if (!Array.isArray(values) || values.length === 0) throw new UsageError(`${path}: grid.${key}: expected a list`);
    for (const value of values) checkSetting(setting, value);
  }
  const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 1;
  if (!isCount(evaluate.episodes) || !Number.isInteger(evaluate.seed)) {
    throw new UsageError(`${path}: evaluate: expected whole numbers for episodes and seed`);
  }
  if (!Array.isArray(evaluate.steps) || evaluate.steps.length === 0 || !evaluate.steps.every(isCount)) {
    throw new UsageError(`${path}: evaluate.steps: expected a list of whole numbers from 1 up`);
  }
}

/** Every combination of the lists, the first key varying slowest. */
function combinations(entries: readonly (readonly [string, readonly unknown[]])[]): Record<string, unknown>[] {
  return entries.reduce<Record<string, unknown>[]>(
    (partial, [key, values]) => partial.flatMap((one) => values.map((value) => ({ ...one, [key]: value }))),
    [{}],
  );
}

function nameOf(varied: Record<string, unknown>): string {
  const words = Object.entries(varied).map(([key, value]) => `${key}=${value}`);
  return words.join(',') || 'run';
}
