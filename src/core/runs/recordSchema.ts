/** @file What a record must look like when it is read back: storage and files may hold anything. */
import * as v from 'valibot';
import type { EmbeddingRecord, RunRecord } from '../experiment/records.ts';

const step = v.pipe(v.number(), v.integer(), v.minValue(0));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e9));
/** Numbers in a list of a record: more than any embedding has dimensions */
const longestList = 4096;
const interval = v.tuple([v.number(), v.number()]);
const latency = v.strictObject({ p50: v.number(), p95: v.number() });

const training = v.strictObject({
  kind: v.literal('training'),
  step,
  loss: numberOrNaN(),
  velocityLoss: numberOrNaN(),
  dispersiveLoss: numberOrNaN(),
  learningRate: v.number(),
});

const representation = v.strictObject({
  kind: v.literal('representation'),
  step,
  effectiveRank: numberOrNaN(),
  meanDistance: numberOrNaN(),
  meanCosine: numberOrNaN(),
  meanNorm: numberOrNaN(),
  uniformity: numberOrNaN(),
  variances: v.optional(v.pipe(v.array(v.number()), v.maxLength(longestList))),
  distances: v.optional(v.strictObject({ upTo: v.number(), counts: v.pipe(v.array(count), v.maxLength(longestList)) })),
  linearProbeR2: v.optional(v.number()),
  actionGap: v.optional(v.number()),
});

const outcome = v.strictObject({ seed: count, length: count, return: v.number(), success: v.boolean() });

const evaluation = v.strictObject({
  kind: v.literal('evaluation'),
  step,
  steps: count,
  episodes: count,
  successes: count,
  wilson: interval,
  meanReturn: v.number(),
  returnInterval: interval,
  latencyMs: v.nullable(latency),
  outcomes: v.optional(v.pipe(v.array(outcome), v.maxLength(10_000))),
});

const paired = v.strictObject({
  kind: v.literal('paired'),
  step,
  one: count,
  many: count,
  both: count,
  onlyOne: count,
  onlyMany: count,
  neither: count,
  returnDifference: v.strictObject({ mean: v.number(), interval }),
});

const latencyLadder = v.strictObject({
  kind: v.literal('latency'),
  step,
  isTraining: v.boolean(),
  ladder: v.pipe(v.array(v.strictObject({ steps: count, latencyMs: latency })), v.maxLength(100)),
});

const share = v.union([v.pipe(v.number(), v.minValue(0), v.maxValue(1)), v.nan()]);

const finetuning = v.strictObject({
  kind: v.literal('finetuning'),
  step,
  iteration: count,
  episodes: count,
  successes: count,
  meanReturn: v.nullable(v.number()),
  meanLength: v.nullable(v.number()),
  successRate: v.nullable(share),
  klDivergence: numberOrNaN(),
  clipFraction: share,
  initialRatioError: numberOrNaN(),
  policyLoss: numberOrNaN(),
  valueLoss: numberOrNaN(),
  explainedVariance: numberOrNaN(),
  entropy: numberOrNaN(),
  sigma: numberOrNaN(),
  anchorLoss: numberOrNaN(),
  anchorWeight: v.number(),
  actorLearningRate: v.number(),
  policySteps: count,
  plannedPolicySteps: count,
  timing: v.optional(
    v.strictObject({
      seconds: v.number(),
      physics: v.number(),
      inference: v.number(),
      learning: v.number(),
      envStepsPerSecond: v.number(),
    }),
  ),
});

/** Every kind of record but embeddings, which are arrays and are kept apart. */
export const recordSchema = v.variant('kind', [
  training,
  finetuning,
  representation,
  evaluation,
  paired,
  latencyLadder,
]);

export type PlainRecord = Exclude<RunRecord, EmbeddingRecord>;

/** @throws ValiError naming the first field that is not as it should be */
export function readRecord(value: unknown): PlainRecord {
  return v.parse(recordSchema, value);
}

/** An embedding whose arrays are as long as it says. */
export function isEmbedding(value: unknown): value is EmbeddingRecord {
  const record = value as EmbeddingRecord | null;
  if (typeof record !== 'object' || record === null || record.kind !== 'embedding') return false;
  const { count: points, size, values, phases } = record;
  const areArrays = values instanceof Float32Array && phases instanceof Float32Array;
  return v.is(step, record.step) && areArrays && values.length === points * size && phases.length === points;
}

/** A loss that left the finite numbers is a fact of the run, to be kept as it was. */
function numberOrNaN() {
  return v.union([v.number(), v.nan()]);
}
