/** @file A policy on the tensor engine: many observations at once, any number of steps. */
import * as tf from '@tensorflow/tfjs-core';
import { chunkLength } from './architecture.ts';
import { checkSteps } from './checkSteps.ts';
import type { DisposablePolicy } from './chunkPolicy.ts';
import { Network } from './network.ts';
import type { PolicyFile, PolicyMetadata } from './policyFile.ts';
import { toNetwork, toScene } from './policyUnits.ts';
import { sampleChunks } from './sampler.ts';

export class TensorPolicy implements DisposablePolicy {
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
    const { architecture } = this.metadata;
    const size = chunkLength(architecture);
    const batch = noise.length / size;
    const chunks = tf.tidy(() => {
      const input = toNetwork(this.metadata, observations);
      return sampleChunks(
        new Network(architecture, this.parameters),
        tf.tensor2d(input, [batch, architecture.observationSize]),
        tf.tensor2d(noise, [batch, size]),
        steps,
      );
    });
    try {
      return toScene(this.metadata, Float32Array.from(await chunks.data()));
    } finally {
      chunks.dispose();
    }
  }

  dispose(): void {
    this.parameters.dispose();
  }
}
