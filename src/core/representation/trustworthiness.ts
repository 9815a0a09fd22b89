/**
 * @file How far a picture can be trusted: whether points that it draws as neighbours are neighbours in the data.
 * @see Venna & Kaski 2001, "Neighborhood preservation in nonlinear projection methods: an experimental study"
 */

/**
 * 1 − 2/(N·k·(2N − 3k − 1)) · Σᵢ Σ_{j in the picture's k nearest of i, not in the data's} (rank of j among i's
 * neighbours in the data − k). 1 where every neighbour drawn is one; about ½ for a random picture. Euclidean, on both
 * sides; ties go to the earlier point.
 *
 * @param values the data, `[count, size]`
 * @param picture `[count, 2]`
 * @param neighbours k, less than half of the points
 * @throws RangeError where the shapes do not fit or k is too large
 */
export function trustworthiness(values: Float32Array, size: number, picture: Float32Array, neighbours: number): number {
  const count = picture.length / 2;
  if (values.length !== count * size || neighbours < 1 || neighbours >= count / 2) {
    throw new RangeError(
      `trustworthiness: ${values.length} values, ${count} points and ${neighbours} neighbours do not fit`,
    );
  }
  let excess = 0;
  for (let i = 0; i < count; i++) {
    const rankOf = new Uint32Array(count);
    nearestFirst(values, size, i).forEach((j, index) => {
      rankOf[j] = index + 1;
    });
    const drawn = nearestFirst(picture, 2, i).slice(0, neighbours);
    for (const j of drawn) excess += Math.max(0, rankOf[j] - neighbours);
  }
  return 1 - (2 / (count * neighbours * (2 * count - 3 * neighbours - 1))) * excess;
}

/** Every other point, by distance from point `from`. */
function nearestFirst(values: Float32Array, size: number, from: number): number[] {
  const count = values.length / size;
  const distances = Float64Array.from({ length: count }, (_, i) => {
    let sum = 0;
    for (let a = 0; a < size; a++) sum += (values[i * size + a] - values[from * size + a]) ** 2;
    return sum;
  });
  const others = Array.from({ length: count }, (_, i) => i).filter((i) => i !== from);
  return others.sort((a, b) => distances[a] - distances[b] || a - b);
}
