/** @file One update: epochs over what was played, a minibatch a call, until the policy has moved as far as it may. */
import type { Experiment } from '../experiment/experiment.ts';
import type { FinetuningRecord } from '../experiment/records.ts';
import type { Random } from '../random/random.ts';
import { DivergenceError } from '../training/divergenceError.ts';
import type { FinetuneStep } from './finetuneStep.ts';
import { type PpoReadings, readingNames } from './ppo.ts';

/** The policy rests once a minibatch's divergence exceeds the target by this factor. */
const klTolerance = 1.5;

export interface UpdatePlan {
  readonly experiment: Experiment;
  /** Decisions of the rollout that was loaded */
  readonly decisions: number;
  /** Of the critic before the update */
  readonly explainedVariance: number;
  /** λ */
  readonly anchorWeight: number;
  /** Of both learning rates, 0 … 1 */
  readonly rateFactor: number;
  readonly isCriticAlone: boolean;
  /** The generator of an epoch's order */
  order(epoch: number): Random;
  /** For messages */
  readonly step: number;
}

/** What a record says of an update. */
export type UpdateSummary = Pick<
  FinetuningRecord,
  | Exclude<(typeof readingNames)[number], 'ratioError'>
  | 'initialRatioError'
  | 'valueLoss'
  | 'explainedVariance'
  | 'anchorWeight'
  | 'actorLearningRate'
  | 'policySteps'
  | 'plannedPolicySteps'
>;

export class Update {
  private readonly minibatches: Uint32Array[];
  private readonly valueLosses: number[] = [];
  private readonly policyReadings: PpoReadings[] = [];
  private next = 0;
  private policySteps = 0;
  private isPolicyResting = false;

  constructor(
    private readonly finetuneStep: FinetuneStep,
    private readonly plan: UpdatePlan,
  ) {
    this.minibatches = minibatchesOf(plan);
  }

  get isDone(): boolean {
    return this.next >= this.minibatches.length;
  }

  /** One gradient step. @throws DivergenceError where a reading is not finite */
  async advance(): Promise<void> {
    const { plan } = this;
    const { experiment, rateFactor, anchorWeight } = plan;
    const critic = rateFactor * experiment['finetune.criticLearningRate'];
    const actor = this.policyRate;
    const { valueLoss, policy } = await this.finetuneStep.learn(this.minibatches[this.next++], {
      ...{ actor, critic, anchorWeight },
    });
    const readings = [valueLoss, ...(policy ? Object.values(policy) : [])];
    if (!readings.every(Number.isFinite)) throw new DivergenceError(plan.step);
    this.valueLosses.push(valueLoss);
    if (!policy) return;
    this.policyReadings.push(policy);
    if (actor !== 0) this.policySteps++;
    const target = experiment['finetune.targetKl'];
    if (target > 0 && policy.klDivergence > klTolerance * target) this.isPolicyResting = true;
  }

  /** Null where the policy rests. It is looked at once where the critic learns alone, so that a record can say how it is. */
  private get policyRate(): number | null {
    const { experiment, rateFactor, isCriticAlone } = this.plan;
    if (isCriticAlone) return this.next === 0 ? 0 : null;
    return this.isPolicyResting ? null : rateFactor * experiment['finetune.actorLearningRate'];
  }

  get summary(): UpdateSummary {
    const { policyReadings, plan, minibatches } = this;
    const mean = (values: readonly number[]) =>
      values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;
    const means = Object.fromEntries(
      readingNames.map((name) => [name, mean(policyReadings.map((reading) => reading[name]))]),
    ) as unknown as PpoReadings;
    const { ratioError: _, ...shown } = means;
    return {
      ...shown,
      initialRatioError: policyReadings[0]?.ratioError ?? 0,
      valueLoss: mean(this.valueLosses),
      explainedVariance: plan.explainedVariance,
      anchorWeight: plan.anchorWeight,
      actorLearningRate: plan.rateFactor * plan.experiment['finetune.actorLearningRate'],
      policySteps: this.policySteps,
      plannedPolicySteps: plan.isCriticAlone ? 0 : minibatches.length,
    };
  }
}

/** Minibatches of one size, so that a GPU compiles its programs once; what is left over waits for the next epoch's order. */
function minibatchesOf({ experiment, decisions, order }: UpdatePlan): Uint32Array[] {
  const count = Math.max(1, Math.floor(decisions / experiment['finetune.batchSize']));
  const size = Math.floor(decisions / count);
  return Array.from({ length: experiment['finetune.epochs'] }, (_, epoch) => {
    const rows = order(epoch).permutation(decisions);
    return Array.from({ length: count }, (_, i) => rows.slice(i * size, (i + 1) * size));
  }).flat();
}
