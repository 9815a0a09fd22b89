/** @file What t-SNE descends: how far the layout's neighbourhoods diverge from the data's, and its gradient. */

/**
 * Gradient of the divergence, 4 Σ_j (a·p_ij − q_ij)(y_i − y_j)/(1 + ‖y_i − y_j‖²), in one pass over the pairs.
 *
 * @param affinities p, `[count, count]`
 * @param layout y, `[count, 2]`
 * @param attraction a, factor on p: the early exaggeration, or 1
 * @param gradient where it is left, `[count, 2]`
 * @see van der Maaten & Hinton 2008, eq. 5
 */
export function tsneGradient(
  affinities: Float64Array,
  layout: Float64Array,
  attraction: number,
  gradient: Float64Array,
): void {
  const count = layout.length / 2;
  const repulsion = new Float64Array(layout.length);
  gradient.fill(0);
  let total = 0;
  for (let i = 1; i < count; i++) {
    const [x, y] = [layout[2 * i], layout[2 * i + 1]];
    let [pullX, pullY, pushX, pushY] = [0, 0, 0, 0];
    for (let j = 0; j < i; j++) {
      const dx = x - layout[2 * j];
      const dy = y - layout[2 * j + 1];
      const closeness = 1 / (1 + dx * dx + dy * dy);
      const pull = affinities[i * count + j] * closeness;
      const push = closeness * closeness;
      total += 2 * closeness;
      pullX += pull * dx;
      pullY += pull * dy;
      pushX += push * dx;
      pushY += push * dy;
      gradient[2 * j] -= pull * dx;
      gradient[2 * j + 1] -= pull * dy;
      repulsion[2 * j] -= push * dx;
      repulsion[2 * j + 1] -= push * dy;
    }
    gradient[2 * i] += pullX;
    gradient[2 * i + 1] += pullY;
    repulsion[2 * i] += pushX;
    repulsion[2 * i + 1] += pushY;
  }
  // q's normaliser is known only at the end, so attraction and repulsion are summed apart.
  for (let i = 0; i < gradient.length; i++) {
    gradient[i] = 4 * (attraction * gradient[i] - repulsion[i] / total);
  }
}

/** Σ p_ij log(p_ij / q_ij), in nats; arguments as of `tsneGradient`. */
export function tsneDivergence(affinities: Float64Array, layout: Float64Array): number {
  const count = layout.length / 2;
  let [total, divergence] = [0, 0];
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      if (i === j) continue;
      const gap = 1 + (layout[2 * i] - layout[2 * j]) ** 2 + (layout[2 * i + 1] - layout[2 * j + 1]) ** 2;
      total += 1 / gap;
      const p = affinities[i * count + j];
      if (p > 0) divergence += p * Math.log(p * gap);
    }
  }
  return divergence + Math.log(total);
}
