/**
 * @file A sweep as one file, `*.sweep.json`: its plan, what made it, and every run's result. The command line and the
 * page both write it, and its figure is drawn from nothing else.
 */
import * as v from 'valibot';
import { readSweepPlan, type SweepPlan } from './plan.ts';
import type { SweptRun } from './results.ts';

export const sweepRecordVersion = 1;

export interface SweepRecord {
  readonly version: typeof sweepRecordVersion;
  readonly plan: SweepPlan;
  /** What a run is judged by in this scene */
  readonly metric: 'success' | 'return';
  /** The command that made it, or what was done in its place */
  readonly command: string;
  /** By package */
  readonly versions: Readonly<Record<string, string>>;
  readonly backend: string;
  /** GPU of WebGPU, null otherwise */
  readonly adapter: string | null;
  /** Done so far, in the order of the plan */
  readonly runs: readonly SweptRun[];
}

/** A file that is no sweep; the message names what is wrong. */
export class SweepFileError extends Error {
  override readonly name = 'SweepFileError';
}

/** Larger files are refused before they are read: a thousand runs take a few megabytes. */
export const largestSweepFile = 20e6;

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e9));
const text = v.pipe(v.string(), v.maxLength(4000));
const interval = v.tuple([v.number(), v.number()]);
const value = v.union([v.number(), text]);
const latency = v.object({ p50: v.number(), p95: v.number() });

const rung = v.pipe(
  v.object({
    kind: v.literal('evaluation'),
    step: count,
    steps: v.pipe(count, v.minValue(1)),
    episodes: v.pipe(count, v.minValue(1)),
    successes: count,
    wilson: v.tuple([share, share]),
    meanReturn: v.number(),
    returnInterval: interval,
    latencyMs: v.nullable(latency),
  }),
  v.check(({ successes, episodes }) => successes <= episodes, 'more successes than episodes'),
);

const paired = v.object({
  kind: v.literal('paired'),
  step: count,
  one: count,
  many: count,
  both: count,
  onlyOne: count,
  onlyMany: count,
  neither: count,
  returnDifference: v.object({ mean: v.number(), interval }),
});

/** Its numbers are looked at one by one where they are read, so that files of older and newer labs open alike. */
const representation = v.looseObject({ kind: v.literal('representation'), step: count });

const run = v.object({
  run: text,
  varied: v.record(text, value),
  rungs: v.pipe(v.array(rung), v.minLength(1), v.maxLength(100)),
  paired: v.nullable(paired),
  representation: v.nullable(representation),
});

const record = v.object({
  version: v.literal(sweepRecordVersion),
  plan: v.unknown(),
  metric: v.picklist(['success', 'return']),
  command: text,
  versions: v.record(text, text),
  backend: text,
  adapter: v.nullable(text),
  runs: v.pipe(v.array(run), v.maxLength(1000)),
});

/**
 * @param name of the file, for messages
 * @throws SweepFileError where it is not a sweep's record
 */
export function readSweepRecord(json: string, name: string): SweepRecord {
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch (error) {
    throw new SweepFileError(`${name}: is not JSON (${(error as Error).message}). Nothing was opened.`);
  }
  const version = (content as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > sweepRecordVersion) {
    throw new SweepFileError(
      `${name}: was written by a newer lab (version ${version}). Reload the page, then open it again.`,
    );
  }
  const parsed = v.safeParse(record, content);
  if (!parsed.success) {
    const [{ message, path }] = parsed.issues;
    const place = path?.map(({ key }) => key).join('.') || 'the file';
    throw new SweepFileError(`${name}: is not a sweep's record: ${place}: ${message}. Nothing was opened.`);
  }
  try {
    const { plan } = readSweepPlan(parsed.output.plan);
    return { ...(parsed.output as unknown as SweepRecord), plan };
  } catch (error) {
    throw new SweepFileError(`${name}: plan: ${(error as Error).message}. Nothing was opened.`);
  }
}

/** @returns the file's text; what is not a number in JSON (NaN and the infinities) stands as null */
export const writeSweepRecord = (sweep: SweepRecord): string => `${JSON.stringify(sweep, null, 1)}\n`;
