/**
 * @file The lab's only source of randomness: a seeded, splittable, serialisable generator.
 *
 * The stream is sfc32 (Doty-Humphrey, PractRand), seeded through splitmix32. It is integer arithmetic throughout, so a
 * seed means the same numbers on every machine; `normal` uses Math.log and Math.cos, which agree on one engine build.
 * `core` never reads a global generator: whoever needs randomness is handed a `Random`.
 */

/** Everything needed to continue a stream exactly: four 32-bit words and the spare normal of Box–Muller, if any. */
export interface RandomState {
  readonly words: readonly [number, number, number, number];
  readonly spareNormal: number | null;
}

export class Random {
  private a = 0;
  private b = 0;
  private c = 0;
  private counter = 1;
  private spareNormal: number | null = null;

  /** @param seeds integers that together name the stream, such as (seed, episode, chunk) */
  constructor(...seeds: readonly number[]) {
    let mixed = 0x9e3779b9;
    for (const seed of seeds) mixed = splitmix32(mixed ^ (seed >>> 0)) ^ Math.floor(seed / 0x1_0000_0000);
    this.a = splitmix32(mixed + 1);
    this.b = splitmix32(mixed + 2);
    this.c = splitmix32(mixed + 3);
    for (let warmUp = 0; warmUp < 12; warmUp++) this.word();
  }

  /** The next 32 bits, as an unsigned integer. */
  word(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** Uniform in [low, high), with 53 random bits. */
  uniform(low = 0, high = 1): number {
    const fraction = ((this.word() >>> 5) * 0x4000000 + (this.word() >>> 6)) / 0x20000000000000;
    return low + (high - low) * fraction;
  }

  /** Gaussian, by Box–Muller. */
  normal(mean = 0, standardDeviation = 1): number {
    if (this.spareNormal !== null) {
      const spare = this.spareNormal;
      this.spareNormal = null;
      return mean + standardDeviation * spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.spareNormal = radius * Math.sin(angle);
    return mean + standardDeviation * radius * Math.cos(angle);
  }

  /** Uniform integer in [0, count). */
  integer(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  /** One of the items, each equally likely. */
  choice<T>(items: readonly T[]): T {
    return items[this.integer(items.length)];
  }

  /** `count` standard normals. */
  normals(count: number): Float32Array {
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++) values[i] = this.normal();
    return values;
  }

  /** A uniformly random order of 0 … count−1 (Fisher–Yates). */
  permutation(count: number): Uint32Array {
    const order = Uint32Array.from({ length: count }, (_, i) => i);
    for (let i = count - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }

  get state(): RandomState {
    return { words: [this.a, this.b, this.c, this.counter], spareNormal: this.spareNormal };
  }

  /** A generator that continues exactly where `state` was taken. */
  static fromState(state: RandomState): Random {
    const random = new Random(0);
    [random.a, random.b, random.c, random.counter] = state.words;
    random.spareNormal = state.spareNormal;
    return random;
  }
}

/** One mixing step of splitmix32 (Steele, Lea & Flood 2014, 32-bit variant). */
function splitmix32(value: number): number {
  let z = (value + 0x9e3779b9) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) | 0;
}
