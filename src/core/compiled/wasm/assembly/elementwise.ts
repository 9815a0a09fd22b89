/** @file What is done to each number of a matrix, four at a time. Addresses and strides are bytes. */

/** Mish of a matrix, in place or not, and its slope beside it (`core/policy/layers.ts`). */
export function mish(
  from: usize,
  fromStride: usize,
  activated: usize,
  activatedStride: usize,
  slope: usize,
  slopeStride: usize,
  rows: i32,
  columns: i32,
): void {
  const size = (<usize>columns) << 2;
  const one = f32x4.splat(1);
  const two = f32x4.splat(2);
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < size; at += 16) {
      const x = v128.load(from + at);
      const sigmoid = f32x4.div(one, f32x4.add(one, exponential(f32x4.neg(x))));
      const product = f32x4.mul(sigmoid, f32x4.sub(two, sigmoid));
      const weight = f32x4.div(product, f32x4.sub(two, product));
      v128.store(activated + at, f32x4.mul(x, weight));
      const rest = f32x4.sub(x, f32x4.mul(weight, f32x4.mul(x, weight)));
      v128.store(slope + at, f32x4.add(weight, f32x4.mul(sigmoid, rest)));
    }
    from += fromStride;
    activated += activatedStride;
    slope += slopeStride;
  }
}

/** out = from · factor. */
export function multiplyBy(
  from: usize,
  fromStride: usize,
  factor: usize,
  factorStride: usize,
  out: usize,
  outStride: usize,
  rows: i32,
  columns: i32,
): void {
  const size = (<usize>columns) << 2;
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < size; at += 16) {
      v128.store(out + at, f32x4.mul(v128.load(from + at), v128.load(factor + at)));
    }
    from += fromStride;
    factor += factorStride;
    out += outStride;
  }
}

/** matrix = matrix + scale · other. */
export function addScaled(
  matrix: usize,
  stride: usize,
  other: usize,
  otherStride: usize,
  scale: f32,
  rows: i32,
  columns: i32,
): void {
  const size = (<usize>columns) << 2;
  const factor = f32x4.splat(scale);
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < size; at += 16) {
      v128.store(matrix + at, f32x4.add(v128.load(matrix + at), f32x4.mul(factor, v128.load(other + at))));
    }
    matrix += stride;
    other += otherStride;
  }
}

/**
 * AdamW, then the EMA (`core/training/adamW.ts`): all vectors of `count` floats, a multiple of four.
 * @param kept 1 − rate · weight decay
 * @param rate corrected for the bias of both moments, as is `epsilon`
 * @param drawn share of the new parameters in their average
 */
export function adamW(
  parameters: usize,
  gradient: usize,
  firstMoment: usize,
  secondMoment: usize,
  ema: usize,
  count: i32,
  kept: f32,
  rate: f32,
  epsilon: f32,
  drawn: f32,
): void {
  const size = (<usize>count) << 2;
  const b1 = f32x4.splat(0.9);
  const rest1 = f32x4.splat(0.1);
  const b2 = f32x4.splat(0.999);
  const rest2 = f32x4.splat(0.001);
  for (let at: usize = 0; at < size; at += 16) {
    const g = v128.load(gradient + at);
    const m = f32x4.add(f32x4.mul(v128.load(firstMoment + at), b1), f32x4.mul(g, rest1));
    const v = f32x4.add(f32x4.mul(v128.load(secondMoment + at), b2), f32x4.mul(f32x4.mul(g, g), rest2));
    v128.store(firstMoment + at, m);
    v128.store(secondMoment + at, v);
    const change = f32x4.div(m, f32x4.add(f32x4.sqrt(v), f32x4.splat(epsilon)));
    const before = f32x4.mul(v128.load(parameters + at), f32x4.splat(kept));
    const p = f32x4.sub(before, f32x4.mul(change, f32x4.splat(rate)));
    v128.store(parameters + at, p);
    const average = v128.load(ema + at);
    v128.store(ema + at, f32x4.add(average, f32x4.mul(f32x4.sub(p, average), f32x4.splat(drawn))));
  }
}

/**
 * eˣ to within two units in the last place: x = n·ln 2 + r with |r| ≤ ln 2 / 2, and a polynomial of r (Cephes, expf).
 * Below −87.3 it is what is left there, above 88.7 infinite; what is no number stays none.
 */
// @ts-expect-error: decorator
function exponential(x: v128): v128 {
  const bounded = f32x4.max(f32x4.min(x, f32x4.splat(88.72284)), f32x4.splat(-87.33654));
  const n = f32x4.nearest(f32x4.mul(bounded, f32x4.splat(<f32>Math.LOG2E)));
  let r = f32x4.sub(bounded, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.add(r, f32x4.mul(n, f32x4.splat(2.1219444e-4)));
  let p = f32x4.splat(1.98756915e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  p = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(p, r), r), r), f32x4.splat(1));
  // 2ⁿ in two factors: n = 128 has no exponent of its own.
  const whole = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(whole, 1);
  return f32x4.mul(f32x4.mul(p, powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half)));
}

// @ts-expect-error: decorator
function powerOfTwo(exponent: v128): v128 {
  return i32x4.shl(i32x4.add(exponent, i32x4.splat(127)), 23);
}
