/**
 * @file Random numbers by position: number i of step n is a function of a key, n and i, and of nothing drawn before.
 *
 * A GPU's thousand threads draw each its own, and no stream has to be handed on, stored or uploaded. The generator is
 * Threefry-2x32 with 20 rounds, integer arithmetic throughout, so that every backend draws the same words
 * (`core/compiled/webgpu` has its twin on the GPU).
 * @see Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"
 */
import { Random } from './random.ts';

/** Two 32-bit words that name a stream. */
export type CounterKey = readonly [first: number, second: number];

/** @param seeds integers that together name the stream */
export function counterKey(...seeds: readonly number[]): CounterKey {
  const random = new Random(...seeds);
  return [random.word(), random.word()];
}

const parity = 0x1bd11bda;

/**
 * The two words at a position of a stream, unsigned.
 * @param first, second the position, 32 bits each
 * @param words takes the result; one is made where there is none
 */
export function threefry(
  [key0, key1]: CounterKey,
  first: number,
  second: number,
  words: Uint32Array = new Uint32Array(2),
): Uint32Array {
  let [now, next, after] = [key0 | 0, key1 | 0, parity ^ key0 ^ key1];
  let a = (first + now) | 0;
  let b = (second + next) | 0;
  for (let turn = 1; turn <= 5; turn++) {
    const isOdd = turn & 1;
    a = (a + b) | 0;
    b = rotated(b, isOdd ? 13 : 17) ^ a;
    a = (a + b) | 0;
    b = rotated(b, isOdd ? 15 : 29) ^ a;
    a = (a + b) | 0;
    b = rotated(b, isOdd ? 26 : 16) ^ a;
    a = (a + b) | 0;
    b = rotated(b, isOdd ? 6 : 24) ^ a;
    const used = now;
    now = next;
    next = after;
    after = used;
    a = (a + now) | 0;
    b = (b + next + turn) | 0;
  }
  words[0] = a;
  words[1] = b;
  return words;
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** 2⁻²⁴: a float holds every multiple of it in [0, 1]. */
const ulp = 2 ** -24;

/**
 * Standard normals of one step, by Box–Muller from 24 bits each: none is larger than 5.8.
 *
 * A position names the pair of columns 2k and 2k + 1 of a row, so that rows draw alike however wide they are.
 * @returns `[rows, columns]`
 */
export function counterNormals(key: CounterKey, step: number, rows: number, columns: number): Float32Array {
  const values = new Float32Array(rows * columns);
  const pairs = Math.ceil(columns / 2);
  const words = new Uint32Array(2);
  for (let row = 0; row < rows; row++) {
    for (let pair = 0; pair < pairs; pair++) {
      threefry(key, row * pairs + pair, step, words);
      const radius = Math.sqrt(-2 * Math.log(((words[0] >>> 8) + 1) * ulp));
      const angle = 2 * Math.PI * ((words[1] >>> 8) * ulp);
      const start = row * columns + 2 * pair;
      values[start] = radius * Math.cos(angle);
      if (2 * pair + 1 < columns) values[start + 1] = radius * Math.sin(angle);
    }
  }
  return values;
}

/** Rounds of the cipher below: from four on no test tells its orders from shuffles (Luby & Rackoff 1988). */
const cipherRounds = 6;

/**
 * Where position i of an order of 0 … count − 1 points, each once: a Feistel cipher on the smallest domain of an even
 * number of bits, at least eight, that holds count, walked until it lands inside.
 * @param order number of the order, such as an epoch
 * @param position 0 … count − 1
 * @param count 1 … 2³⁰
 */
export function counterPermutation([key0, key1]: CounterKey, order: number, position: number, count: number): number {
  const halfBits = feistelHalfBits(count);
  const mask = (1 << halfBits) - 1;
  let value = position;
  do {
    let left = value >>> halfBits;
    let right = value & mask;
    for (let round = 0; round < cipherRounds; round++) {
      const mixed = mix32(right ^ mix32(key0 ^ mix32(order ^ mix32(key1 + round))));
      [left, right] = [right, (left ^ mixed) & mask];
    }
    value = ((left << halfBits) | right) >>> 0;
  } while (value >= count);
  return value;
}

/** Half of the bits that the positions 0 … count − 1 need, rounded up; a cipher on fewer than four is visibly uneven. */
export function feistelHalfBits(count: number): number {
  return Math.max(4, Math.ceil((32 - Math.clz32(count - 1)) / 2));
}

/** The finaliser of MurmurHash3 (Appleby), a bijection of 32 bits. */
function mix32(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
