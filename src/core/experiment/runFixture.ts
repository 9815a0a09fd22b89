/** @file A small run for tests: its card and its records, all of them valid. */
import { resolveExperiment } from './experiment.ts';
import type { KeptRun } from './keptRun.ts';
import type { EmbeddingRecord, RunRecord } from './records.ts';

type PlainRecord = Exclude<RunRecord, EmbeddingRecord>;

export const experiment = resolveExperiment({ seed: 3, 'policy.hiddenSize': 8, 'policy.conditionHiddenSize': 4 });

export const keptRun: KeptRun = {
  version: 2,
  id: 'run-1',
  name: 'Lift · seed 3',
  note: '',
  colour: 0,
  experiment,
  origin: {
    versions: { 'onestep-lab': '0.1.0', tfjs: '4.22.0', mujoco: '3.14.0' },
    backend: 'wasm',
    adapter: null,
    userAgent: 'a test',
    demonstrationsHash: '0'.repeat(64),
    parameters: 10,
    evaluationSeed: 2_000_000,
    parent: null,
  },
  createdAt: 1_700_000_000_000,
  updatedAt: 1_700_000_000_000,
  trainingSeconds: 0,
  wallSeconds: 0,
  phase: 'paused',
  message: null,
  step: 0,
  lastEvaluation: [],
  recordCount: 0,
  recordBytes: 0,
  snapshotBytes: 0,
  snapshotStep: null,
  deletedAt: null,
};

export const lossRecord = (step: number, velocityLoss = 1 / step): PlainRecord => ({
  ...{ kind: 'training', step, loss: velocityLoss * 2, velocityLoss },
  ...{ dispersiveLoss: 0.1, learningRate: 1e-3 },
});

export const evaluationRecord = (step: number, steps: number, successes: number): PlainRecord => ({
  ...{ kind: 'evaluation', step, steps, episodes: 2, successes, wilson: [0, 1], meanReturn: successes / 2 },
  ...{ returnInterval: [0, 1], latencyMs: { p50: 1, p95: 2 } },
  outcomes: [0, 1].map((i) => ({ seed: 2_000_000 + i, length: 9, return: 1, success: i < successes })),
});

export function pairedRecord(step: number): PlainRecord {
  return {
    ...{ kind: 'paired', step, one: 1, many: 32, both: 0, onlyOne: 0, onlyMany: 1, neither: 1 },
    returnDifference: { mean: -0.5, interval: [-1, 0] },
  };
}

/** The first of a run, in which no episode has ended yet, and one with all there can be */
export const finetuningRecords: readonly PlainRecord[] = [
  {
    ...{ kind: 'finetuning', step: 1, iteration: 1, episodes: 0, successes: 0 },
    ...{ meanReturn: null, meanLength: null, successRate: null },
    ...{ klDivergence: 0, clipFraction: 0, initialRatioError: 1e-7, policyLoss: 0, valueLoss: 1 / 3 },
    ...{ explainedVariance: -0.5, entropy: -2.5, sigma: 0.1, anchorLoss: 0, anchorWeight: 1 },
    ...{ actorLearningRate: 1e-4, policySteps: 0, plannedPolicySteps: 0 },
  },
  {
    ...{ kind: 'finetuning', step: 2, iteration: 2, episodes: 3, successes: 2 },
    ...{ meanReturn: 700 / 3, meanLength: 91, successRate: 2 / 3 },
    ...{ klDivergence: 0.02, clipFraction: 0.1, initialRatioError: 2e-7, policyLoss: -0.01, valueLoss: 1 / 7 },
    ...{ explainedVariance: 0.5, entropy: -2.4, sigma: 0.11, anchorLoss: 1 / 9, anchorWeight: 0.95 },
    ...{ actorLearningRate: 1e-4, policySteps: 20, plannedPolicySteps: 40 },
    timing: { seconds: 2, physics: 1.2, inference: 0.3, learning: 0.5, envStepsPerSecond: 4096 / 3 },
  },
];

export const embeddingRecord = (step: number): EmbeddingRecord => ({
  ...{ kind: 'embedding', step, count: 2, size: 3 },
  ...{ values: new Float32Array([1, 2, 3, 4, 5, step]), phases: new Float32Array([0, 1]) },
});

/** A third is no double that JSON rounds; the loss that is not a number is one that diverged. */
export const records: readonly RunRecord[] = [
  lossRecord(1, 1 / 3),
  {
    ...{ kind: 'representation', step: 1, effectiveRank: 2.5, meanDistance: 1.1 },
    ...{ meanCosine: 0.2, meanNorm: 1, uniformity: -1 / 7 },
  },
  finetuningRecords[0],
  lossRecord(2, Number.NaN),
  {
    ...{ kind: 'representation', step: 2, effectiveRank: 1.5, meanDistance: 1.2 },
    ...{ meanCosine: 0.3, meanNorm: 2, uniformity: -1 / 6 },
    ...{ variances: [2 / 3, 1 / 3, 0], distances: { upTo: 3 / 7, counts: [1, 0, 2] } },
    ...{ linearProbeR2: 2 / 3, actionGap: 1 / 9 },
  },
  finetuningRecords[1],
  evaluationRecord(2, 1, 0),
  evaluationRecord(2, 32, 1),
  pairedRecord(2),
  { kind: 'latency', step: 2, isTraining: true, ladder: [{ steps: 1, latencyMs: { p50: 1, p95: 2 } }] },
  embeddingRecord(2),
];
