/**
 * @file The step ladder of a policy that stands still: any numbers of steps, any episodes, asked for and answered.
 *
 * It is apart from the evaluation beside training (`liveEvaluation.ts`): it has environments of its own and tells no
 * records, so that neither disturbs the other's numbers.
 */

import { Actors } from '../../core/compiled/actors.ts';
import { evaluateLadder } from '../../core/evaluation/ladder.ts';
import type { DisposablePolicy } from '../../core/policy/chunkPolicy.ts';
import { decodePolicy } from '../../core/policy/policyFile.ts';
import { PhysicsClient } from '../physics/client.ts';
import { WorkerVectorEnvironment } from '../physics/workerVectorEnvironment.ts';
import type { HandlerContext } from '../rpc/server.ts';
import type { EvaluatePolicyInput, EvaluationProgress, PolicyEvaluation } from './protocol.ts';

/** One of Lift takes 15 MB; more episodes than these take turns. */
const mostEnvironments = 32;

export interface PolicyEvaluationTiming {
  /** Milliseconds */
  readonly clock: () => number;
  /** Lets messages take their turn */
  readonly pause: () => Promise<void>;
}

/**
 * Plays episodes to the scene's horizon with each number of steps, on the same initial states and noise.
 * @throws FileFormatError where the policy cannot be read, WorkerDiedError where a physics worker is gone
 */
export async function evaluatePolicy(
  { policy: bytes, physics, steps, episodes, seed }: EvaluatePolicyInput,
  { signal, progress }: HandlerContext<EvaluationProgress>,
  timing: PolicyEvaluationTiming,
): Promise<PolicyEvaluation> {
  const clients = physics.map((port) => PhysicsClient.overPort(port));
  let environments: WorkerVectorEnvironment | null = null;
  let policy: DisposablePolicy | null = null;
  try {
    const file = decodePolicy(bytes, 'the policy');
    const { scene, step: trainingStep } = file.metadata;
    environments = await WorkerVectorEnvironment.create(clients, {
      scene,
      slots: Math.min(episodes, mostEnvironments),
    });
    policy = await new Actors(Math.min(episodes, mostEnvironments), timing.clock).create(file);
    let done = 0;
    const planned = episodes * steps.length;
    const { rungs, paired } = await evaluateLadder(policy, environments, {
      stepCounts: steps,
      ...{ episodes, seed, trainingStep, signal, ...timing },
      onEpisode: () => progress({ done: ++done, planned }),
    });
    return { rungs, paired };
  } finally {
    policy?.dispose();
    environments?.dispose();
    for (const client of clients) client.dispose();
  }
}
