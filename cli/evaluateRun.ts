/** @file Plays the step ladder of a policy over every core; `evaluate` and `sweep` both do it this way. */

import { Actors } from '../src/core/compiled/actors.ts';
import { evaluateLadder } from '../src/core/evaluation/ladder.ts';
import type { EvaluationRecord, PairedRecord } from '../src/core/experiment/records.ts';
import { showProgress } from './output.ts';
import { withPhysics } from './physics.ts';
import { findPolicy } from './policies.ts';
import { startBackend } from './tensorBackend.ts';

export interface EvaluationOptions {
  /** A run folder or a policy file */
  readonly run: string;
  readonly episodes: number;
  /** Episode i is played from seed + i */
  readonly seed: number;
  readonly stepCounts: readonly number[];
  readonly backend: string;
  readonly onRung?: (rung: EvaluationRecord) => void;
}

export interface EvaluationResult {
  readonly rungs: readonly EvaluationRecord[];
  readonly paired: PairedRecord | null;
  readonly backend: string;
  /** GPU of WebGPU, null otherwise */
  readonly adapter: string | null;
}

/** Evaluates, and writes every episode's outcome into the run's folder where there is one. */
export async function evaluateRun(options: EvaluationOptions): Promise<EvaluationResult> {
  const { run, episodes, seed, stepCounts, onRung } = options;
  const { file, folder } = findPolicy(run);
  const { backend, adapter } = await startBackend(options.backend);
  const { scene, step: trainingStep } = file.metadata;
  const clock = () => performance.now();
  const policy = await new Actors(episodes, clock).create(file);
  let done = 0;
  try {
    const { rungs, paired, outcomes } = await withPhysics(scene, episodes, (environments) =>
      evaluateLadder(policy, environments, {
        stepCounts,
        episodes,
        seed,
        trainingStep,
        clock,
        onEpisode: (steps) => showProgress(`${++done} of ${episodes * stepCounts.length} episodes, K = ${steps}`),
        onRung,
      }),
    );
    const played = Object.fromEntries(outcomes);
    folder?.appendEvaluation({ seed, episodes, backend, adapter, rungs, paired, outcomes: played });
    return { rungs, paired, backend, adapter };
  } finally {
    policy.dispose();
  }
}
