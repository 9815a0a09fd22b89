/**
 * @file A trained policy as a file, and a small CPU evaluator of it in plain arithmetic.
 *
 * It serves one live robot without a round trip to the training worker, and it is the independent second opinion that
 * the tensor engine's network is tested against.
 */
import type { Experiment } from '../experiment/experiment.ts';

export interface PolicyMetadata {
  readonly scene: string;
  readonly experiment: Experiment;
  readonly step: number;
  readonly observationSize: number;
  readonly actionSize: number;
}

export class DeployedPolicy {
  readonly metadata!: PolicyMetadata;
  /** Actions in a chunk (Ta) */
  readonly actionHorizon!: number;
  readonly actionSize!: number;

  /** @throws FileFormatError where the bytes are not an intact policy file */
  static decode(_bytes: Uint8Array, _name: string): DeployedPolicy {
    throw new Error('written by the policy room');
  }

  /**
   * Draws one action chunk.
   * @param observation raw units, `[observationSize]`
   * @param noise z₁, standard normal, `[actionHorizon · actionSize]`
   * @param steps denoising steps K ≥ 1
   * @returns raw actions, `[actionHorizon · actionSize]`
   */
  sample(_observation: ArrayLike<number>, _noise: Float32Array, _steps: number): Float32Array {
    throw new Error('written by the policy room');
  }
}
