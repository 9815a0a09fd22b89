/** @file A sweep's plan: what all runs share, a grid of values over it, and how each run is evaluated at its end. */
import { checkSetting, SettingError } from '../experiment.ts';
import { findSetting } from '../settings.ts';

export type SettingValue = number | string;

export interface SweepEvaluation {
  readonly episodes: number;
  /** Denoising steps K */
  readonly steps: readonly number[];
  /** Episode i is played from seed + i */
  readonly seed: number;
}

export interface SweepPlan {
  /** Settings that all runs share, by dotted key */
  readonly base: Readonly<Record<string, SettingValue>>;
  /** Values to combine, by dotted key; every combination is a run */
  readonly grid: Readonly<Record<string, readonly SettingValue[]>>;
  readonly backend: string;
  readonly evaluate: SweepEvaluation;
  /** The scene's shipped policy is evaluated as it is: nothing is trained, and there is nothing to combine. */
  readonly policy?: 'shipped';
}

export interface SweepRun {
  /** Made of what varies; a folder's name on the command line */
  readonly name: string;
  /** What varies, with this run's values */
  readonly varied: Readonly<Record<string, SettingValue>>;
  readonly input: Readonly<Record<string, SettingValue>>;
}

/** Apart from demonstrations (1,000,000 up), live evaluations (2,000,000 up) and `evaluate` (10,000 up) */
export const sweepSeed = 20_000;
/** A slip of the hand is refused rather than planned for years. */
export const mostRuns = 1000;
const mostSteps = 1000;

const defaultEvaluation: SweepEvaluation = { episodes: 50, steps: [1, 5, 32], seed: sweepSeed };
const fields = ['base', 'grid', 'backend', 'evaluate', 'policy'];
const backends = ['webgpu', 'wasm', 'cpu'];

/** A plan was refused; the message begins with the path of what is wrong. */
export class SweepPlanError extends Error {
  override readonly name = 'SweepPlanError';
  constructor(path: string, expected: string, received?: unknown) {
    super(`${path}: expected ${expected}${received === undefined ? '' : `, received ${JSON.stringify(received)}`}`);
  }
}

/**
 * Completes and checks a plan, as a file or a form says it.
 *
 * @param checkRun throws where the settings of one run are no experiment; every run is checked before the first begins
 * @throws SweepPlanError, SettingError, or what `checkRun` throws
 */
export function readSweepPlan(
  content: unknown,
  checkRun: (input: SweepRun['input']) => unknown = () => {},
): { plan: SweepPlan; runs: SweepRun[] } {
  if (!isObject(content)) throw new SweepPlanError('sweep', `an object with ${fields.join(', ')}`);
  refuseUnknown('', content, fields);
  const { backend = 'wasm', policy } = content;
  if (!backends.includes(backend as string))
    throw new SweepPlanError('backend', `one of ${backends.join(', ')}`, backend);
  if (policy !== undefined && policy !== 'shipped') throw new SweepPlanError('policy', '"shipped", or nothing', policy);
  const plan: SweepPlan = {
    base: readBase(content.base ?? {}),
    grid: readGrid(content.grid ?? {}),
    backend: backend as string,
    evaluate: readEvaluation(content.evaluate ?? {}),
    ...(policy === 'shipped' && { policy }),
  };
  if (plan.policy && Object.keys(plan.grid).length > 0) {
    throw new SweepPlanError('grid', 'nothing to combine: a shipped policy is not trained', plan.grid);
  }
  const runs = runsOf(plan);
  for (const { input } of runs) checkRun(input);
  return { plan, runs };
}

/** Every combination of the grid's values, the first key varying slowest. */
export function runsOf({ base, grid }: Pick<SweepPlan, 'base' | 'grid'>): SweepRun[] {
  const combinations = Object.entries(grid).reduce<Record<string, SettingValue>[]>(
    (partial, [key, values]) => partial.flatMap((one) => values.map((value) => ({ ...one, [key]: value }))),
    [{}],
  );
  return combinations.map((varied) => ({ name: nameOf(varied), varied, input: { ...base, ...varied } }));
}

/** What varies but the seed: what results are drawn against. */
export function variedKeys({ grid }: Pick<SweepPlan, 'grid'>): string[] {
  return Object.keys(grid).filter((key) => key !== 'seed');
}

function readBase(base: unknown): SweepPlan['base'] {
  if (!isObject(base)) throw new SweepPlanError('base', 'an object of settings by dotted key', base);
  for (const [key, value] of Object.entries(base)) checkValue(`base.${key}`, key, value);
  return base as SweepPlan['base'];
}

function readGrid(grid: unknown): SweepPlan['grid'] {
  if (!isObject(grid)) throw new SweepPlanError('grid', 'an object of lists by dotted key', grid);
  let count = 1;
  for (const [key, values] of Object.entries(grid)) {
    if (!findSetting(key)) throw new SettingError(`grid.${key}`, 'a known setting', key);
    if (!Array.isArray(values) || values.length === 0)
      throw new SweepPlanError(`grid.${key}`, 'a list of values', values);
    for (const [i, value] of values.entries()) checkValue(`grid.${key}[${i}]`, key, value);
    if (new Set(values).size < values.length) throw new SweepPlanError(`grid.${key}`, 'each value once', values);
    count *= values.length;
  }
  if (count > mostRuns) throw new SweepPlanError('grid', `${mostRuns} runs at most`, count);
  return grid as SweepPlan['grid'];
}

function readEvaluation(given: unknown): SweepEvaluation {
  if (!isObject(given)) throw new SweepPlanError('evaluate', 'an object with episodes, steps, seed', given);
  refuseUnknown('evaluate.', given, Object.keys(defaultEvaluation));
  const evaluation = { ...defaultEvaluation, ...given } as SweepEvaluation;
  const { episodes, steps, seed } = evaluation;
  if (!isCount(episodes, 1, 1e5))
    throw new SweepPlanError('evaluate.episodes', 'a whole number from 1 to 100000', episodes);
  if (!isCount(seed, 0, 2 ** 31 - 1)) throw new SweepPlanError('evaluate.seed', 'a whole number from 0 up', seed);
  const expected = `a list of different whole numbers from 1 to ${mostSteps}`;
  if (!Array.isArray(steps) || steps.length === 0 || new Set(steps).size < steps.length) {
    throw new SweepPlanError('evaluate.steps', expected, steps);
  }
  for (const [i, count] of steps.entries()) {
    if (!isCount(count, 1, mostSteps)) throw new SweepPlanError(`evaluate.steps[${i}]`, expected, count);
  }
  return evaluation;
}

/** The setting's own message, with the place in the file before its key. */
function checkValue(path: string, key: string, value: unknown): void {
  const setting = findSetting(key);
  if (!setting) throw new SettingError(path, 'a known setting', key);
  checkSetting({ ...setting, key: path }, value);
}

function refuseUnknown(path: string, content: object, known: readonly string[]): void {
  const unknown = Object.keys(content).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new SweepPlanError(`${path}${unknown}`, `one of ${known.join(', ')}`);
}

function nameOf(varied: SweepRun['varied']): string {
  const words = Object.entries(varied).map(([key, value]) => `${key}=${value}`);
  return words.join(',') || 'run';
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown, least: number, most: number) =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
