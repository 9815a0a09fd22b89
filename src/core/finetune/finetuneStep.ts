/**
 * @file The one narrow door between the fine-tuning loop and whatever computes on its numbers, as `trainingStep.ts` is
 * for stage 1: tfjs stands behind it today.
 */
import type { PpoReadings } from './ppo.ts';

/** A flat vector with its optimiser state on the CPU, `[count]` each. */
export interface LearnedVector {
  readonly parameters: Float32Array;
  readonly firstMoment: Float32Array;
  readonly secondMoment: Float32Array;
  /** Gradient steps taken */
  readonly steps: number;
}

export interface FinetuneWeights {
  /** Network, then exploration noise */
  readonly actor: LearnedVector;
  readonly critic: LearnedVector;
}

/** What an update learns from: every decision of a rollout, normalised, row by row. */
export interface RolloutBatch {
  readonly count: number;
  /** `[count, observationSize]` */
  readonly observations: Float32Array;
  /** `[count, (K + 1)·Ta·Da]` */
  readonly chains: Float32Array;
  /** `[count]` */
  readonly advantages: Float32Array;
  /** The critic's, `[count]` */
  readonly targets: Float32Array;
}

export interface MinibatchRates {
  /** 0: the actor is looked at and not moved; null: it is not even looked at */
  readonly actor: number | null;
  readonly critic: number;
  /** λ of the anchor */
  readonly anchorWeight: number;
}

export interface MinibatchReadings {
  /** Before the step; null where the actor was not looked at */
  readonly policy: PpoReadings | null;
  readonly valueLoss: number;
}

export interface FinetuneStep {
  /**
   * Draws chains with the present actor.
   * @param observations normalised, `[count, observationSize]`
   * @param noise standard normals, `[K + 1, count, Ta·Da]`
   * @returns `[count, (K + 1)·Ta·Da]`
   */
  draw(observations: Float32Array, noise: Float32Array, count: number): Promise<Float32Array>;
  /** V of observations, `[count]`, in scaled rewards. @param observations normalised */
  values(observations: Float32Array, count: number): Promise<Float32Array>;
  /** Takes a rollout in, with the present actor's log-probabilities as the old ones and the anchor's actions. */
  load(batch: RolloutBatch): void;
  /** One gradient step of actor and critic. @param rows decisions of the rollout, `[batch]` */
  learn(rows: Uint32Array, rates: MinibatchRates): Promise<MinibatchReadings>;
  /** Lets the rollout go. */
  unload(): void;
  /** @throws where the device was lost */
  readWeights(): Promise<FinetuneWeights>;
  /** Observation embeddings by the present actor, `[count, conditionSize]`. @param observations normalised, flattened */
  embed(observations: Float32Array, count: number): Promise<Float32Array>;
  /** Chunks without exploration noise by the present actor, `[count, Ta·Da]`, normalised and not clamped. */
  sample(observations: Float32Array, noise: Float32Array, count: number, steps: number): Promise<Float32Array>;
  dispose(): void;
}
