/**
 * @file The one narrow door between the training loop and whatever computes a step.
 *
 * tfjs stands behind it today (`tensorTrainingStep.ts`); a hand-fused WebGPU step can replace it without its callers
 * noticing. Losses stay on the device until they are read back together.
 */
import type { ChunkDataset } from '../data/chunks.ts';

/** Examples to learn from, normalised: `[count, observationSize]` and `[count, Ta·Da]`. */
export type TrainingExamples = Pick<ChunkDataset, 'count' | 'observations' | 'chunks'>;

export interface StepLosses {
  readonly loss: number;
  readonly velocityLoss: number;
  readonly dispersiveLoss: number;
}

/** Weights and optimiser state on the CPU, each `[parameterCount]`. */
export interface Weights {
  readonly parameters: Float32Array;
  /** Exponential moving average of the parameters: the weights that act */
  readonly ema: Float32Array;
  readonly firstMoment: Float32Array;
  readonly secondMoment: Float32Array;
}

export interface TrainingStep {
  /**
   * One optimiser step.
   * @param step steps taken before this one: it names examples, noise and times, and sets learning rate, bias
   *   correction and EMA decay
   * @returns when the next may follow, where the device should not be left behind
   */
  run(step: number): void | Promise<void>;
  /** Losses of all steps since the last call, oldest first. @throws where the device was lost */
  readLosses(): Promise<StepLosses[]>;
  /** @throws where the device was lost */
  readWeights(): Promise<Weights>;
  /** Observation embeddings by the EMA weights, `[count, conditionSize]`. @param observations normalised, flattened */
  embed(observations: Float32Array, count: number): Promise<Float32Array>;
  /**
   * Action chunks by the EMA weights, `[count, Ta·Da]`, normalised and not clamped. Nothing of training changes.
   * @param observations normalised, flattened
   * @param noise z₁, `[count, Ta·Da]`
   * @param steps denoising steps K
   */
  sample(observations: Float32Array, noise: Float32Array, count: number, steps: number): Promise<Float32Array>;
  dispose(): void;
}
