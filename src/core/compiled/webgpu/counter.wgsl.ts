/**
 * @file Random numbers by position on the GPU: the words of `core/random/counter.ts`, and its normals to 2·10⁻⁶.
 *
 * Every GPU draws the same noise but for the last bits, since the logarithm is a polynomial as well.
 */

/** Threefry-2x32 with 20 rounds, and the Feistel cipher on 0 … count − 1. */
export const counterWords = `
fn rotated(word: u32, bits: u32) -> u32 { return (word << bits) | (word >> (32u - bits)); }

fn threefry(key: vec2<u32>, first: u32, second: u32) -> vec2<u32> {
  var now = key.x;
  var next = key.y;
  var after = 0x1bd11bdau ^ key.x ^ key.y;
  var a = first + now;
  var b = second + next;
  for (var turn = 1u; turn <= 5u; turn++) {
    let bits = select(vec4<u32>(17u, 29u, 16u, 24u), vec4<u32>(13u, 15u, 26u, 6u), (turn & 1u) == 1u);
    a += b; b = rotated(b, bits.x) ^ a;
    a += b; b = rotated(b, bits.y) ^ a;
    a += b; b = rotated(b, bits.z) ^ a;
    a += b; b = rotated(b, bits.w) ^ a;
    let used = now;
    now = next; next = after; after = used;
    a += now;
    b += next + turn;
  }
  return vec2<u32>(a, b);
}

fn mix32(value: u32) -> u32 {
  var h = (value ^ (value >> 16u)) * 0x85ebca6bu;
  h = (h ^ (h >> 13u)) * 0xc2b2ae35u;
  return h ^ (h >> 16u);
}

fn permuted(key: vec2<u32>, order: u32, position: u32, count: u32, halfBits: u32) -> u32 {
  let mask = (1u << halfBits) - 1u;
  var value = position;
  loop {
    var left = value >> halfBits;
    var right = value & mask;
    for (var round = 0u; round < 6u; round++) {
      let mixed = mix32(right ^ mix32(key.x ^ mix32(order ^ mix32(key.y + round))));
      let before = left;
      left = right;
      right = (before ^ mixed) & mask;
    }
    value = (left << halfBits) | right;
    if (value < count) { break; }
  }
  return value;
}
`;

/** A pair of normals by Box–Muller. */
export const counterNormals = `
// The natural logarithm of u · 2⁻²⁴, for u of 1 … 2²⁴.
fn logOfFraction(u: u32) -> f32 {
  let bits = bitcast<u32>(f32(u));
  var power = i32(bits >> 23u) - 127 - 24;
  var mantissa = bitcast<f32>((bits & 0x7fffffu) | 0x3f800000u);
  if (mantissa > 1.41421356) { mantissa *= 0.5; power += 1; }
  let ratio = (mantissa - 1.0) / (mantissa + 1.0);
  let s = ratio * ratio;
  let series = s * (1.0 / 3.0 + s * (1.0 / 5.0 + s * (1.0 / 7.0 + s * (1.0 / 9.0 + s / 11.0))));
  // ln 2 in two parts, of which the first has few enough bits to be multiplied exactly.
  return f32(power) * 0.693145751953125 + (f32(power) * 1.42860682e-6 + 2.0 * (ratio + ratio * series));
}

fn normals(key: vec2<u32>, position: u32, step: u32) -> vec2<f32> {
  let words = threefry(key, position, step);
  let radius = sqrt(-2.0 * logOfFraction((words.x >> 8u) + 1u));
  // Whole quarter turns are taken off in integers, so that what is left of the angle is at most π/4.
  let turn = words.y >> 8u;
  let quarter = (turn + 0x200000u) >> 22u;
  let angle = f32(i32(turn) - i32(quarter << 22u)) * ${Math.fround((2 * Math.PI) / 2 ** 24).toExponential()};
  let at = vec2<f32>(smallCosine(angle), smallSine(angle));
  let turned = select(at, vec2<f32>(-at.y, at.x), (quarter & 1u) == 1u);
  return radius * select(turned, -turned, (quarter & 2u) == 2u);
}
`;
