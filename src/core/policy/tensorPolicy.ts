/** @file A policy on the tensor engine: many observations at once, any number of steps. */
import * as tf from '@tensorflow/tfjs-core';
import { denormalizeClamped, normalize } from '../data/normalizer.ts';
import { chunkLength } from './architecture.ts';
import { Network } from './network.ts';
import type { PolicyFile, PolicyMetadata } from './policyFile.ts';
import { checkSteps, sampleChunks } from './sampler.ts';

/** Whatever draws action chunks for a batch of observations. */
export interface ChunkPolicy {
  readonly actionHorizon: number;
  readonly actionSize: number;
  /**
   * @param observations raw units, `[batch, observationSize]`
   * @param noise z₁, standard normal, `[batch, Ta·Da]`
   * @param steps denoising steps K
   * @returns raw actions, `[batch, Ta, Da]`
   */
  sample(observations: Float32Array, noise: Float32Array, steps: number): Promise<Float32Array>;
}

export class TensorPolicy implements ChunkPolicy {
  readonly metadata: PolicyMetadata;
  private readonly parameters: tf.Tensor1D;

  constructor({ metadata, parameters }: PolicyFile) {
    this.metadata = metadata;
    this.parameters = tf.tensor1d(parameters);
  }

  get actionHorizon(): number {
    return this.metadata.architecture.actionHorizon;
  }

  get actionSize(): number {
    return this.metadata.architecture.actionSize;
  }

  /** @throws RangeError where steps is not a whole number ≥ 1, or a value that came back is not finite */
  async sample(observations: Float32Array, noise: Float32Array, steps: number): Promise<Float32Array> {
    checkSteps(steps);
    const { architecture, observationNormalizer, actionNormalizer } = this.metadata;
    const size = chunkLength(architecture);
    const batch = noise.length / size;
    const chunks = tf.tidy(() => {
      const input = normalize(observationNormalizer, observations);
      return sampleChunks(
        new Network(architecture, this.parameters),
        tf.tensor2d(input, [batch, architecture.observationSize]),
        tf.tensor2d(noise, [batch, size]),
        steps,
      );
    });
    try {
      const values = await chunks.data();
      // Read on the CPU, because a NaN may pass a comparison unnoticed on the GPU.
      if (!values.every(Number.isFinite)) throw new RangeError('the policy drew an action that is not finite');
      return denormalizeClamped(actionNormalizer, values);
    } finally {
      chunks.dispose();
    }
  }

  dispose(): void {
    this.parameters.dispose();
  }
}
