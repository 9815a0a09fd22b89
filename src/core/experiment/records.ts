/** @file The plain records that a run writes and charts draw. Nothing flows back from them to a trainer. */

/** Averages over the steps since the last record. */
export interface TrainingRecord {
  readonly kind: 'training';
  readonly step: number;
  readonly loss: number;
  /** Mean squared velocity error, comparable between objectives, in squared normalised action units */
  readonly velocityLoss: number;
  readonly dispersiveLoss: number;
  readonly learningRate: number;
}

/** How many pairs of embeddings lie how far apart: bins of equal width, from 0 to the largest distance. */
export interface DistanceHistogram {
  /** The largest distance, in embedding units */
  readonly upTo: number;
  /** Pairs in each bin */
  readonly counts: readonly number[];
}

/**
 * Spread of the observation embeddings on the fixed probe set, at one step. What is optional is absent in files of
 * before it was measured; how each is measured is said in `core/representation` and in docs/method.md.
 */
export interface RepresentationRecord {
  readonly kind: 'representation';
  readonly step: number;
  /** exp of the entropy of the covariance eigenvalues, 1 … embedding size */
  readonly effectiveRank: number;
  readonly meanDistance: number;
  readonly meanCosine: number;
  readonly meanNorm: number;
  /** log mean exp(−2 d²) of normalised embeddings: lower is more uniform */
  readonly uniformity: number;
  /** Eigenvalues of the covariance, largest first, `[embedding size]` */
  readonly variances?: readonly number[];
  readonly distances?: DistanceHistogram;
  /** Held-out R² of a linear probe of the observation; absent too where no observation varies */
  readonly linearProbeR2?: number;
  /** RMS difference of the chunks drawn in 1 and in 32 steps from the same noise, in normalised action units */
  readonly actionGap?: number;
}

/** The embeddings themselves, for PCA and t-SNE. */
export interface EmbeddingRecord {
  readonly kind: 'embedding';
  readonly step: number;
  readonly count: number;
  readonly size: number;
  /** `[count, size]` */
  readonly values: Float32Array;
  /** Where in its episode each probe observation stands, 0 … 1, `[count]` */
  readonly phases: Float32Array;
}

export interface Latency {
  /** Milliseconds of one call at batch 1, read-back included */
  readonly p50: number;
  readonly p95: number;
}

/** What became of one evaluation episode. */
export interface EpisodeOutcome {
  readonly seed: number;
  /** Control steps */
  readonly length: number;
  readonly return: number;
  readonly success: boolean;
  /** Set where the simulation left the finite numbers, which ended the episode as a failure */
  readonly failure?: string;
}

/** One rung of the step ladder: the same initial states and the same initial noise for every number of steps. */
export interface EvaluationRecord {
  readonly kind: 'evaluation';
  /** Training step of the weights that were evaluated */
  readonly step: number;
  /** Denoising steps K */
  readonly steps: number;
  readonly episodes: number;
  readonly successes: number;
  /** Wilson 95 % interval of the success rate */
  readonly wilson: readonly [number, number];
  readonly meanReturn: number;
  /** Bootstrap 95 % interval of the mean return */
  readonly returnInterval: readonly [number, number];
  readonly latencyMs: Latency | null;
  /** In the order of their seeds; absent in files of before they were kept */
  readonly outcomes?: readonly EpisodeOutcome[];
}

/** 1-step against many-step on the same episodes. Counts are of successes; where the metric is the return, its difference tells. */
export interface PairedRecord {
  readonly kind: 'paired';
  readonly step: number;
  readonly one: number;
  readonly many: number;
  readonly both: number;
  readonly onlyOne: number;
  readonly onlyMany: number;
  readonly neither: number;
  /** Return with `one` step minus return with `many`, episode by episode: mean, and bootstrap 95 % interval */
  readonly returnDifference: { readonly mean: number; readonly interval: readonly [number, number] };
}

/** Time of one call at batch 1 on the training backend, by number of denoising steps. */
export interface LatencyRecord {
  readonly kind: 'latency';
  readonly step: number;
  /** Training went on beside it, on the same device: its calls wait for training's. */
  readonly isTraining: boolean;
  readonly ladder: readonly { readonly steps: number; readonly latencyMs: Latency }[];
}

/** One iteration of PPO: what the robots earned, and what the update did. Its `step` counts environment steps. */
export interface FinetuningRecord {
  readonly kind: 'finetuning';
  /** Control steps played up to the end of this iteration's rollout */
  readonly step: number;
  /** From 1 */
  readonly iteration: number;
  /** Training episodes that ended in this iteration, and how many of them succeeded */
  readonly episodes: number;
  readonly successes: number;
  /**
   * Mean return and length of the last 100 training episodes that ended (fewer at the beginning), exploration noise
   * included. Null before the first end.
   */
  readonly meanReturn: number | null;
  readonly meanLength: number | null;
  /** Share of successes over the same episodes; null before the first end */
  readonly successRate: number | null;
  /** Approximate KL divergence from the policy that played to the updated one, mean over the policy's minibatches */
  readonly klDivergence: number;
  /** Share of decisions whose ratio was clipped */
  readonly clipFraction: number;
  /** Largest |ratio − 1| in the first minibatch, before anything was changed: rounding alone */
  readonly initialRatioError: number;
  readonly policyLoss: number;
  /** Of scaled returns, mean over the update */
  readonly valueLoss: number;
  /** Share of the returns' variance that the critic explained before the update: 1 all, 0 none */
  readonly explainedVariance: number;
  /** Nats a chunk, summed over its numbers and the chain's steps */
  readonly entropy: number;
  /** Mean standard deviation of the exploration noise, in normalised action units */
  readonly sigma: number;
  /** ‖a_ω(o) − a_θ(o)‖² summed over the chunk, in squared normalised action units; 0 where there is no stage 1 policy */
  readonly anchorLoss: number;
  readonly anchorWeight: number;
  readonly actorLearningRate: number;
  /** Gradient steps of the policy in this iteration: fewer than planned where the target KL was reached */
  readonly policySteps: number;
  readonly plannedPolicySteps: number;
  /** Where the time went; absent where there was no clock. It differs from run to run. */
  readonly timing?: IterationTiming;
}

/** Seconds of one iteration */
export interface IterationTiming {
  readonly seconds: number;
  /** Waiting for the robots' physics */
  readonly physics: number;
  /** Drawing actions */
  readonly inference: number;
  /** Advantages and gradient steps */
  readonly learning: number;
  /** Control steps in these seconds, a second */
  readonly envStepsPerSecond: number;
}

export type RunRecord =
  | TrainingRecord
  | FinetuningRecord
  | RepresentationRecord
  | EmbeddingRecord
  | EvaluationRecord
  | PairedRecord
  | LatencyRecord;
