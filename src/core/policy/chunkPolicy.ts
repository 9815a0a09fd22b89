/** @file Whatever draws action chunks for a batch of observations. */

export interface ChunkPolicy {
  readonly actionHorizon: number;
  readonly actionSize: number;
  /**
   * @param observations raw units, `[batch, observationSize]`
   * @param noise z₁, standard normal, `[batch, Ta·Da]`
   * @param steps denoising steps K
   * @returns raw actions, `[batch, Ta, Da]`
   * @throws RangeError where steps is not a whole number ≥ 1, or a value that was drawn is not finite
   */
  sample(observations: Float32Array, noise: Float32Array, steps: number): Float32Array | Promise<Float32Array>;
}

/** A policy that holds memory of a machine or of the tensor engine. */
export interface DisposablePolicy extends ChunkPolicy {
  dispose(): void;
}
