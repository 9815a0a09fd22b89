/** @file The data of `scripts/reference/representation.py`, made here from the same generator: the points are the same. */

/** Numerical Recipes' generator, modulo 2³²: no product leaves the whole numbers that a double holds. @returns in [0, 1) */
function uniforms(count: number, seed: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length: count }, () => {
    state = (1664525 * state + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  });
}

/** 60 observations of 4 numbers, the last constant; an embedding of 6 that mixes the first two, and noise. */
export function mixture(): { embedding: Float32Array; observations: Float32Array } {
  const draws = uniforms(60 * 8, 1).map((value) => value * 2 - 1);
  const rows = Array.from({ length: 60 }, (_, row) => draws.subarray(8 * row, 8 * row + 8));
  return {
    embedding: Float32Array.from(
      rows.flatMap(([a, b, , ...noise]) => [
        ...[3 * a + b, a * b, b - 0.5 * a],
        ...[0.2 * noise[0], 0.05 * noise[1] + 1, 0.3 * a + 0.1 * noise[2]],
      ]),
    ),
    observations: Float32Array.from(rows.flatMap(([a, b, c]) => [a, b, c, 0.5])),
  };
}

/** 500 points of a rolled-up sheet, `[500, 3]`. */
export function swissRoll(): Float32Array {
  const draws = uniforms(1000, 7);
  return Float32Array.from(
    Array.from({ length: 500 }, (_, i) => {
      const t = 1.5 * Math.PI * (1 + 2 * draws[2 * i]);
      return [t * Math.cos(t), 21 * draws[2 * i + 1], t * Math.sin(t)];
    }).flat(),
  );
}
