/**
 * @file A policy file evaluated on the CPU in plain arithmetic, one observation at a time.
 *
 * It serves one live robot without a round trip to the training worker, and it is the independent second opinion that
 * the tensor engine's network is tested against.
 */
import { denormalizeClamped, normalize } from '../data/normalizer.ts';
import { chunkLength, type DenseShape, denseShapes, normalizationEpsilon, timeFrequencies } from './architecture.ts';
import { decodePolicy, type PolicyFile, type PolicyMetadata } from './policyFile.ts';

/** Room for the steps of a few K; a caller who draws times at random must not fill the memory. */
const mostEmbeddedTimes = 1024;

export class DeployedPolicy {
  readonly metadata: PolicyMetadata;
  /** Widened once: each product would otherwise widen each weight again. */
  private readonly parameters: Float64Array;
  private readonly shapes: ReadonlyMap<string, DenseShape>;
  private readonly frequencies: Float32Array;
  /** Embeddings of the times that were met, `<branch> <time>`: K steps visit the same few again with each chunk. */
  private readonly embeddedTimes = new Map<string, Float64Array>();

  constructor({ metadata, parameters }: PolicyFile) {
    this.metadata = metadata;
    this.parameters = Float64Array.from(parameters);
    this.shapes = new Map(denseShapes(metadata.architecture).map((shape) => [shape.name, shape]));
    this.frequencies = timeFrequencies(metadata.architecture.timeEmbeddingSize);
  }

  /** @throws FileFormatError where the bytes are not an intact policy file */
  static decode(bytes: Uint8Array, name: string): DeployedPolicy {
    return new DeployedPolicy(decodePolicy(bytes, name));
  }

  /** Actions in a chunk (Ta) */
  get actionHorizon(): number {
    return this.metadata.architecture.actionHorizon;
  }

  get actionSize(): number {
    return this.metadata.architecture.actionSize;
  }

  /** Numbers in a chunk, Ta · Da: the length of its noise */
  get chunkLength(): number {
    return chunkLength(this.metadata.architecture);
  }

  /**
   * Draws one action chunk.
   * @param observation raw units, `[observationSize]`
   * @param noise z₁, standard normal, `[Ta·Da]`
   * @param steps denoising steps K, a whole number ≥ 1
   * @returns raw actions, `[Ta·Da]`
   */
  sample(observation: ArrayLike<number>, noise: Float32Array, steps: number): Float32Array {
    return this.toActions(this.path(this.embed(observation), noise, steps).at(-1)!);
  }

  /**
   * Every state of the sampler, from the noise to the chunk.
   * @param condition the embedded observation, `[conditionSize]`
   * @param noise z₁, `[Ta·Da]`
   * @param steps denoising steps K, a whole number ≥ 1
   * @returns z at t = 1, 1 − 1/K, … 0, each `[Ta·Da]`, normalised and not clamped: K + 1 states; without latent noise
   *   two, from zero on
   */
  path(condition: ArrayLike<number>, noise: Float32Array, steps: number): Float64Array[] {
    const isPlain = this.metadata.architecture.latent === 'none';
    const count = isPlain ? 1 : steps;
    const states = [isPlain ? new Float64Array(noise.length) : Float64Array.from(noise)];
    for (let i = 0; i < count; i++) {
      const [t, r] = [1 - i / count, 1 - (i + 1) / count];
      const z = states[i].slice();
      const velocity = this.averageVelocity(z, r, t, condition);
      for (let k = 0; k < z.length; k++) z[k] -= (t - r) * velocity[k];
      states.push(z);
    }
    return states;
  }

  /** @param chunk normalised, `[Ta·Da]` @returns raw actions within the demonstrations' range, same shape */
  toActions(chunk: ArrayLike<number>): Float32Array {
    return denormalizeClamped(this.metadata.actionNormalizer, chunk);
  }

  /** @param observation raw units, `[observationSize]` @returns the embedding, `[conditionSize]` */
  embed(observation: ArrayLike<number>): Float64Array {
    return this.encode(normalize(this.metadata.observationNormalizer, observation));
  }

  /** @param observation normalised @returns the embedding, `[conditionSize]` */
  encode(observation: ArrayLike<number>): Float64Array {
    const embedding = this.dense('condition.output', mish(this.dense('condition.hidden', observation)));
    const { conditionNormalization, conditionScale } = this.metadata.architecture;
    if (conditionNormalization === 'layer') normalizeLayer(embedding);
    return conditionScale === 1 ? embedding : embedding.map((value) => conditionScale * value);
  }

  /** u(z, r, t, condition), `[Ta·Da]`, normalised action units. */
  averageVelocity(z: ArrayLike<number>, r: number, t: number, condition: ArrayLike<number>): Float64Array {
    const input = concatenate(z, this.embedTime('time', t), this.embedTime('reference', r), condition);
    const hidden = this.dense('head.input', input);
    for (let block = 0; block < this.metadata.architecture.residualBlocks; block++) {
      const inner = this.dense(`head.block${block}.first`, mish(hidden));
      const change = this.dense(`head.block${block}.second`, mish(inner));
      for (let k = 0; k < hidden.length; k++) hidden[k] += change[k];
    }
    return this.dense('head.output', hidden);
  }

  /** The instantaneous velocity v(z, t) = u(z, t, t, condition), `[Ta·Da]`: where a small step at time t leads. */
  velocity(z: ArrayLike<number>, t: number, condition: ArrayLike<number>): Float64Array {
    return this.averageVelocity(z, t, t, condition);
  }

  private embedTime(branch: 'time' | 'reference', time: number): Float64Array {
    const key = `${branch} ${time}`;
    const known = this.embeddedTimes.get(key);
    if (known) return known;
    const angles = Float64Array.from(this.frequencies, (frequency) => time * frequency);
    const sinusoid = concatenate(angles.map(Math.sin), angles.map(Math.cos));
    const embedding = this.dense(`${branch}.output`, mish(this.dense(`${branch}.hidden`, sinusoid)));
    if (this.embeddedTimes.size >= mostEmbeddedTimes) this.embeddedTimes.clear();
    this.embeddedTimes.set(key, embedding);
    return embedding;
  }

  /** Four inputs at a time, so that each output is read and written a quarter as often; the order of sums is kept. */
  private dense(name: string, input: ArrayLike<number>): Float64Array {
    const { inputs, outputs, offset } = this.shapes.get(name)!;
    const { parameters } = this;
    const bias = offset + inputs * outputs;
    const output = parameters.slice(bias, bias + outputs);
    const whole = inputs - (inputs % 4);
    for (let i = 0; i < whole; i += 4) {
      const [a, b, c, d] = [input[i], input[i + 1], input[i + 2], input[i + 3]];
      let weight = offset + i * outputs;
      for (let o = 0; o < outputs; o++, weight++) {
        output[o] =
          output[o] +
          a * parameters[weight] +
          b * parameters[weight + outputs] +
          c * parameters[weight + 2 * outputs] +
          d * parameters[weight + 3 * outputs];
      }
    }
    for (let i = whole; i < inputs; i++) {
      const row = offset + i * outputs;
      for (let o = 0; o < outputs; o++) output[o] += input[i] * parameters[row + o];
    }
    return output;
  }
}

/** x·tanh(softplus(x)), elementwise. */
function mish(values: Float64Array): Float64Array {
  return values.map((x) => x * Math.tanh(x > 30 ? x : Math.log1p(Math.exp(x))));
}

/** (x − mean)/√(variance + ε), in place. */
function normalizeLayer(values: Float64Array): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const deviation = Math.sqrt(variance + normalizationEpsilon);
  for (let i = 0; i < values.length; i++) values[i] = (values[i] - mean) / deviation;
}

function concatenate(...parts: readonly ArrayLike<number>[]): Float64Array {
  const whole = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
