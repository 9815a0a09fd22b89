/** @file The evaluation beside training, on the episodes that the page's live evaluation plays. */

import { Actors } from '../src/core/compiled/actors.ts';
import { evaluateLadder } from '../src/core/evaluation/ladder.ts';
import { measureLatencyLadder } from '../src/core/evaluation/latency.ts';
import type { Experiment } from '../src/core/experiment/experiment.ts';
import type { RunRecord } from '../src/core/experiment/records.ts';
import { decodePolicy } from '../src/core/policy/policyFile.ts';
import { withPhysics } from './physics.ts';

/** First seed of the page's live evaluations */
const liveEvaluationSeed = 2_000_000;

/**
 * 1 step against 32, as the page evaluates beside training; at the end also the latency of the steps between.
 * @param bytes of the policy file
 * @param experiment of the run: it says how many episodes, and when one is given up
 */
export async function evaluateBeside(
  bytes: Uint8Array,
  experiment: Experiment,
  { withLatency }: { readonly withLatency: boolean },
): Promise<RunRecord[]> {
  const file = decodePolicy(bytes, 'the policy');
  const { step: trainingStep, architecture } = file.metadata;
  const episodes = experiment['evaluation.episodes'];
  const clock = () => performance.now();
  const policy = await new Actors(episodes, clock).create(file);
  try {
    const { rungs, paired, outcomes } = await withPhysics(experiment.scene, episodes, (environments) =>
      evaluateLadder(policy, environments, {
        stepCounts: [1, 32],
        seed: liveEvaluationSeed,
        stepLimit: experiment['evaluation.stepLimit'],
        ...{ episodes, trainingStep, clock },
      }),
    );
    const played = rungs.map((rung) => ({ ...rung, outcomes: outcomes.get(rung.steps) }));
    const latency = withLatency
      ? [await measureLatencyLadder(policy, architecture.observationSize, rungs, false, { clock })]
      : [];
    return [...played, ...(paired ? [paired] : []), ...latency];
  } finally {
    policy.dispose();
  }
}
