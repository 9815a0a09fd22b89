/**
 * @file Elementary functions for arguments of known size, to a few units in the last place.
 *
 * WGSL promises little of its own exp, sin and cos, and GPUs differ in them.
 */

/** Sine and cosine of an angle of at most 1, by their series. */
export const smallAngles = `
fn smallSine(x: f32) -> f32 {
  let s = x * x;
  let tail = -1.0 / 6.0 + s * (1.0 / 120.0 + s * (-1.0 / 5040.0 + s * (1.0 / 362880.0 - s / 39916800.0)));
  return x + x * (s * tail);
}

fn smallCosine(x: f32) -> f32 {
  let s = x * x;
  let tail = -1.0 / 720.0 + s * (1.0 / 40320.0 + s * (-1.0 / 3628800.0 + s / 479001600.0));
  return 1.0 + s * (-0.5 + s * (1.0 / 24.0 + s * tail));
}
`;

/** eˣ, between the smallest and the largest normal number. */
export const exponential = `
fn exponential(x: f32) -> f32 {
  let power = clamp(round(x * 1.44269504), -126.0, 126.0);
  let rest = (x - power * 0.693145751953125) - power * 1.42860682e-6;
  let tail = 1.0 / 24.0 + rest * (1.0 / 120.0 + rest * (1.0 / 720.0 + rest / 5040.0));
  let series = 1.0 + rest * (1.0 + rest * (0.5 + rest * (1.0 / 6.0 + rest * tail)));
  return series * bitcast<f32>(u32(i32(power) + 127) << 23u);
}
`;

/** The sinusoidal embedding of a time (`timeFrequencies` in `core/policy/architecture.ts`). */
export const timeEmbedding = `
// Four of the sines and cosines of a time at each of \`count\` frequencies, or of their slopes by it.
fn embedded(time: f32, column: u32, count: u32, isSlope: bool) -> vec4<f32> {
  var four = vec4<f32>();
  let step = ${Math.fround(Math.log(1e4))} / f32(max(1u, count - 1u));
  for (var i = 0u; i < 4u; i++) {
    let at = column + i;
    if (at >= 2u * count) { break; }
    let frequency = exponential(-f32(at % count) * step);
    let angle = time * frequency;
    let isSine = at < count;
    let value = select(smallCosine(angle), smallSine(angle), isSine);
    let slope = frequency * select(-smallSine(angle), smallCosine(angle), isSine);
    four[i] = select(value, slope, isSlope);
  }
  return four;
}
`;
