/** @file Reads a kept run from storage or from a file, without trusting either. */
import * as v from 'valibot';
import { resolveExperiment } from '../experiment/experiment.ts';
import { type KeptRun, keptRunVersion, nameLimit, noteLimit, runColours } from '../experiment/keptRun.ts';
import { migrate } from './migrations.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const seconds = v.pipe(v.number(), v.finite(), v.minValue(0));
const text = (limit: number) => v.pipe(v.string(), v.maxLength(limit));

const summary = v.strictObject({
  step: count,
  steps: count,
  episodes: count,
  successes: count,
  meanReturn: v.number(),
});

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'expected a SHA-256'));
const id = v.pipe(v.string(), v.regex(/^[0-9a-z-]{1,64}$/, 'expected letters, digits and -'));

const parent = v.strictObject({ policyHash: hash, step: count, runId: v.nullable(id), name: text(nameLimit) });

const origin = v.strictObject({
  versions: v.record(text(100), text(100)),
  backend: text(100),
  adapter: v.nullable(text(500)),
  userAgent: text(1000),
  demonstrationsHash: hash,
  parameters: count,
  evaluationSeed: v.nullable(count),
  parent: v.nullable(parent),
});

const experiment = v.pipe(
  v.record(v.string(), v.union([v.string(), v.number()])),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      // Settings that a run from before they existed does not name take their defaults.
      return resolveExperiment(dataset.value);
    } catch (error) {
      addIssue({ message: (error as Error).message });
      return NEVER;
    }
  }),
);

const keptRun = v.strictObject({
  version: v.literal(keptRunVersion),
  id,
  name: text(nameLimit),
  note: text(noteLimit),
  colour: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(runColours - 1)),
  experiment,
  origin,
  createdAt: seconds,
  updatedAt: seconds,
  trainingSeconds: seconds,
  wallSeconds: seconds,
  phase: v.picklist(['training', 'paused', 'finished', 'failed']),
  message: v.nullable(text(2000)),
  step: count,
  lastEvaluation: v.pipe(v.array(summary), v.maxLength(100)),
  recordCount: count,
  recordBytes: count,
  snapshotBytes: count,
  snapshotStep: v.nullable(count),
  deletedAt: v.nullable(seconds),
});

/** A kept run could not be read; the message names the field, what was expected, and what was found. */
export class KeptRunError extends Error {
  override readonly name = 'KeptRunError';
}

/**
 * @param value anything, of any version of the layout
 * @throws KeptRunError
 */
export function readKeptRun(value: unknown): KeptRun {
  const result = v.safeParse(keptRun, migrate(value));
  if (result.success) return result.output as KeptRun;
  const [issue] = result.issues;
  throw new KeptRunError(`${v.getDotPath(issue) ?? 'the run'}: ${issue.message}`);
}
