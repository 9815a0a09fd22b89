/**
 * @file The denoising chain as a Gaussian policy: K steps from noise to a chunk, each with a density.
 *
 *     z_{k+1} ~ N(z_k − Δτ·u_θ(z_k, τ_{k+1}, τ_k, o), σ²)        log π = Σ_k log N(z_{k+1}; mean_k, σ_k²)
 *
 * What is played is z_K clamped to the range of the actions; the clamp belongs to the environment, so the density is
 * that of z_K itself, without the bias of scoring a clamped action. The chain's first state, the latent noise, has a
 * density that no parameter moves, and is left out.
 * @see reference/dmpo.md section 3.1
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Architecture } from '../policy/architecture.ts';
import { parameterCount } from '../policy/architecture.ts';
import type { Matrix } from '../policy/layers.ts';
import { Network } from '../policy/network.ts';
import { denoise } from '../policy/sampler.ts';
import { ExplorationNoise, type NoiseShape, noiseParameterCount } from './explorationNoise.ts';

/** The actor: the MeanFlow network, and behind it in one flat vector what σ is made of. */
export interface ActorShape {
  readonly architecture: Architecture;
  readonly noise: NoiseShape;
}

export function actorParameterCount({ architecture, noise }: ActorShape): number {
  return parameterCount(architecture) + noiseParameterCount(noise);
}

export interface ChainDensity {
  /** log π of each chain, `[batch, 1]`, nats */
  readonly logProbability: Matrix;
  /** Entropy of each chain's steps, summed, `[batch, 1]` or `[1, 1]`, nats */
  readonly entropy: Matrix;
  /** Mean σ, a scalar */
  readonly sigma: tf.Scalar;
  /** Mean of the last step, `[batch, Ta·Da]`; at K = 1 this is the chunk that is played without exploration noise */
  readonly lastMean: Matrix;
}

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

export class Chain {
  readonly network: Network;
  private readonly noise: ExplorationNoise;

  /** @param parameters the actor's flat vector, `[actorParameterCount(shape)]`; gradients flow back to it */
  constructor(
    private readonly shape: ActorShape,
    parameters: tf.Tensor1D,
  ) {
    const own = parameterCount(shape.architecture);
    const extra = noiseParameterCount(shape.noise);
    const [network, noise] = extra > 0 ? tf.split(parameters, [own, extra]) : [parameters, null];
    this.network = new Network(shape.architecture, network as tf.Tensor1D);
    this.noise = new ExplorationNoise(shape.noise, noise as tf.Tensor1D | null);
  }

  /**
   * Draws chains.
   * @param observations normalised, `[batch, observationSize]`
   * @param noise standard normals, K + 1 of `[batch, Ta·Da]`: the latent noise, then one for each step
   * @returns every state, `[batch, (K + 1)·Ta·Da]`, normalised and not clamped
   */
  draw(observations: Matrix, noise: readonly Matrix[]): Matrix {
    const { steps } = this.shape.noise;
    const condition = this.network.encode(observations);
    const states = [this.shape.architecture.latent === 'none' ? (tf.zerosLike(noise[0]) as Matrix) : noise[0]];
    for (let i = 0; i < steps; i++) {
      const mean = denoise(this.network, states[i], i, steps, condition);
      const deviation = tf.exp(this.noise.logDeviation(states[i], i, condition));
      states.push(tf.add(mean, tf.mul(deviation, noise[i + 1])));
    }
    return tf.concat(states, 1) as Matrix;
  }

  /**
   * Density of chains that were drawn, by this actor or another.
   * @param observations normalised, `[batch, observationSize]`
   * @param chains `[batch, (K + 1)·Ta·Da]`, as `draw` returns them
   */
  density(observations: Matrix, chains: Matrix): ChainDensity {
    const { steps, chunkLength } = this.shape.noise;
    const condition = this.network.encode(observations);
    const states = tf.split(chains, steps + 1, 1) as Matrix[];
    let lastMean = states[0];
    const terms: Matrix[] = [];
    const deviations: Matrix[] = [];
    for (let i = 0; i < steps; i++) {
      lastMean = denoise(this.network, states[i], i, steps, condition);
      const logDeviation = this.noise.logDeviation(states[i], i, condition);
      const standardised = tf.div(tf.sub(states[i + 1], lastMean), tf.exp(logDeviation));
      const squares = tf.mul(tf.square(standardised), -0.5);
      terms.push(tf.sum(tf.sub(squares, logDeviation), 1, true) as Matrix);
      deviations.push(logDeviation);
    }
    const constant = steps * chunkLength * halfLogTwoPi;
    const logDeviations = tf.concat(deviations, 1);
    const entropy = tf.add(tf.sum(logDeviations, 1, true), constant + 0.5 * steps * chunkLength) as Matrix;
    return {
      logProbability: tf.sub(tf.addN(terms), constant) as Matrix,
      entropy,
      sigma: tf.mean(tf.exp(logDeviations)) as tf.Scalar,
      lastMean,
    };
  }
}
