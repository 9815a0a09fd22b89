/**
 * @file Exact t-SNE (van der Maaten & Hinton 2008), for at most two thousand points, that moves on from its last layout.
 *
 * New data keeps the layout where it stands and only changes what pulls on it, so the picture of a network in training
 * flows instead of jumping. Distances between clusters and sizes of clusters mean nothing in it; the dispersion metrics
 * are the numbers to trust.
 */
import type { Random } from '../random/random.ts';
import { jointAffinities } from './affinities.ts';
import { tsneDivergence, tsneGradient } from './tsneGradient.ts';

export interface TsneOptions {
  /** Effective number of neighbours; a third of the points where there are few */
  readonly perplexity?: number;
  /** Factor on the attraction while the layout of the first data forms */
  readonly exaggeration?: number;
  readonly exaggerationIterations?: number;
}

export const maximumPoints = 2000;

export class Tsne {
  /** Iterations since the layout was begun */
  iteration = 0;
  private count = 0;
  private affinities: Float64Array = new Float64Array(0);
  /** `[count, 2]`, centred */
  private layout = new Float64Array(0);
  private velocity = new Float64Array(0);
  private gains = new Float64Array(0);
  private gradient = new Float64Array(0);

  /** @param random where a layout begins; same state and same calls, same layout */
  constructor(
    private readonly random: Random,
    private readonly options: TsneOptions = {},
  ) {}

  /**
   * Takes new data. With as many points as before they are taken to be the same points, and the layout moves on;
   * otherwise it begins anew.
   *
   * @param values `[count, size]`, 2 ≤ count ≤ 2000
   * @throws RangeError where the shape does not fit or a value is not finite
   */
  setData(values: Float32Array, count: number, size: number): void {
    if (count > maximumPoints) {
      throw new RangeError(`t-SNE: expected at most ${maximumPoints} points, received ${count}`);
    }
    const perplexity = Math.max(1, Math.min(this.options.perplexity ?? 30, (count - 1) / 3));
    this.affinities = jointAffinities(values, count, size, perplexity);
    if (count !== this.count) this.begin(count);
    // What moved under the old data says nothing about the new.
    this.velocity.fill(0);
    this.gains.fill(1);
  }

  iterate(iterations: number): void {
    const { exaggeration = 4, exaggerationIterations = 100 } = this.options;
    for (let done = 0; done < iterations; done++) {
      const isForming = this.iteration < exaggerationIterations;
      const attraction = isForming ? exaggeration : 1;
      tsneGradient(this.affinities, this.layout, attraction, this.gradient);
      this.move(isForming ? 0.5 : 0.8, this.count / 4 / attraction);
      this.iteration++;
    }
  }

  /** The layout now, `[count, 2]`, in no unit. */
  get points(): Float32Array {
    return Float32Array.from(this.layout);
  }

  /**
   * The layout at a fixed size, `[count, 2]`: the root mean square distance from its centre is 1. A layout grows for as
   * long as it settles, which says nothing of the data and would look like a spreading representation.
   */
  get picture(): Float32Array {
    let sum = 0;
    for (const coordinate of this.layout) sum += coordinate * coordinate;
    const radius = Math.sqrt(sum / Math.max(1, this.count)) || 1;
    return Float32Array.from(this.layout, (coordinate) => coordinate / radius);
  }

  /** Kullback–Leibler divergence of the layout's neighbourhoods from the data's, which the iterations lower. */
  get divergence(): number {
    return tsneDivergence(this.affinities, this.layout);
  }

  private begin(count: number): void {
    this.count = count;
    this.iteration = 0;
    this.layout = Float64Array.from({ length: 2 * count }, () => this.random.normal(0, 1e-4));
    this.velocity = new Float64Array(2 * count);
    this.gains = new Float64Array(2 * count);
    this.gradient = new Float64Array(2 * count);
  }

  /** Momentum, with a gain for each coordinate that grows while its direction lasts (Jacobs 1988). */
  private move(momentum: number, learningRate: number): void {
    const { layout, velocity, gains, gradient, count } = this;
    let [meanX, meanY] = [0, 0];
    for (let i = 0; i < layout.length; i++) {
      const isTurning = gradient[i] * velocity[i] > 0;
      gains[i] = isTurning ? Math.max(0.01, gains[i] * 0.8) : gains[i] + 0.2;
      velocity[i] = momentum * velocity[i] - learningRate * gains[i] * gradient[i];
      layout[i] += velocity[i];
      if (i % 2 === 0) meanX += layout[i] / count;
      else meanY += layout[i] / count;
    }
    for (let i = 0; i < layout.length; i += 2) {
      layout[i] -= meanX;
      layout[i + 1] -= meanY;
    }
  }
}
