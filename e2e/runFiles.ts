/** @file Files of runs that were never trained: as long, and as odd, as a journey needs them. */

import { resolveExperiment } from '../src/core/experiment/experiment.ts';
import type { KeptRun } from '../src/core/experiment/keptRun.ts';
import type { EvaluationRecord, FinetuningRecord, RunRecord } from '../src/core/experiment/records.ts';
import { keptRun } from '../src/core/experiment/runFixture.ts';
import type { SettingValues } from '../src/core/experiment/settings.ts';
import { Random } from '../src/core/random/random.ts';
import { encodeRunFile } from '../src/core/runs/runFile.ts';

export interface MadeFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A run with the records given, of Lift where the settings say nothing else, as the page would have written it. */
export function runFile(
  name: string,
  seed: number,
  records: readonly RunRecord[],
  settings: Partial<SettingValues> = {},
): MadeFile {
  const step = Math.max(...records.map((record) => record.step));
  const run: KeptRun = {
    ...keptRun,
    id: `made-${seed}`,
    name,
    colour: seed % 10,
    experiment: resolveExperiment({ seed, 'training.steps': step, ...settings }),
    phase: 'finished',
    step,
    recordCount: records.length,
    recordBytes: 100 * records.length,
  };
  const buffer = Buffer.from(encodeRunFile({ run, records, snapshot: null }));
  return { name: `${name}.run`, mimeType: 'application/octet-stream', buffer };
}

/** A noisy loss that falls, one logged point a step. @param broken steps at which it was not a number */
export function fallingLoss(points: number, seed: number, broken: readonly number[] = []): RunRecord[] {
  const random = new Random(seed);
  return Array.from({ length: points }, (_, i) => {
    const step = i + 1;
    const value = 0.02 + Math.exp(-i / (points / 6)) * Math.exp(random.normal(0, 0.3));
    const velocityLoss = broken.includes(step) ? Number.NaN : value;
    return { kind: 'training', step, loss: velocityLoss, velocityLoss, dispersiveLoss: -value, learningRate: 1e-3 };
  });
}

/** Settings of a run of Hopper that was fine-tuned for as long as `finetunedRecords` says */
export const finetunedHopper = {
  ...{ scene: 'hopper', stage: 'finetune', 'finetune.start': 'medium' },
  ...{ 'finetune.envSteps': 20 * 8192, 'evaluation.episodes': 20 },
} as const satisfies Partial<SettingValues>;

/** Twenty iterations that earn more and more, evaluated before the first and after each fifth. */
export function finetunedRecords(seed: number): RunRecord[] {
  const random = new Random(seed);
  const iterations = Array.from({ length: 20 }, (_, i): FinetuningRecord => {
    const [iteration, share] = [i + 1, i / 19];
    const meanReturn = i === 0 ? null : 1300 + 900 * share + random.normal(0, 60);
    return {
      ...{ kind: 'finetuning', step: iteration * 8192, iteration, episodes: i === 0 ? 0 : 24, successes: 0 },
      ...{ meanReturn, meanLength: meanReturn && 400 + 300 * share, successRate: meanReturn && 0 },
      klDivergence: iteration < 3 ? 0 : 0.04 + random.normal(0, 0.008),
      clipFraction: iteration < 3 ? 0 : 0.12 + random.normal(0, 0.02),
      ...{ initialRatioError: 3e-7, policyLoss: -0.01, valueLoss: 0.4 * Math.exp(-3 * share) },
      ...{ explainedVariance: 1 - Math.exp(-4 * share), entropy: -12, sigma: 0.1 + 0.02 * share },
      ...{ anchorLoss: 0.5 * share, anchorWeight: Math.max(0, 1 - i / 10), actorLearningRate: 1e-4 },
      ...{ policySteps: iteration < 3 ? 0 : 28, plannedPolicySteps: 40 },
      timing: { seconds: 6.2, physics: 3.6, inference: 0.7, learning: 1.8, envStepsPerSecond: 1321 },
    };
  });
  const evaluations = [0, 5, 10, 15, 20].flatMap((iteration) =>
    [1, 32].map((steps): EvaluationRecord => {
      const outcomes = Array.from({ length: 20 }, (_, i) => {
        const value = 1350 + 45 * iteration + random.normal(0, 250);
        return { seed: 2_000_000 + i, length: 500, return: value, success: false };
      });
      const meanReturn = outcomes.reduce((sum, outcome) => sum + outcome.return, 0) / 20;
      return {
        ...{ kind: 'evaluation', step: iteration * 8192, steps, episodes: 20, successes: 0, wilson: [0, 0.16] },
        ...{ meanReturn, returnInterval: [meanReturn - 110, meanReturn + 110], latencyMs: null, outcomes },
      };
    }),
  );
  return [...iterations, ...evaluations].sort((a, b) => a.step - b.step);
}
