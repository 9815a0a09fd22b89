/** @file Solves small symmetric systems in place, without allocating: the controller does it 500 times a second. */

/** A pivot below this share of the matrix's largest diagonal entry counts as zero. */
const singularShare = 1e-13;

/**
 * Factors a symmetric, positive semidefinite matrix as L·Lᵀ.
 *
 * Where it is singular, a direction that depends on earlier ones gets a zero pivot, and `choleskySubstitute` then
 * answers 0 there instead of infinity: an arm that cannot move that way asks for no force.
 *
 * @param matrix `[size, size]`, row-major; its lower triangle is overwritten with L
 */
export function choleskyFactor(matrix: Float64Array, size: number): void {
  let largest = 0;
  for (let i = 0; i < size; i++) largest = Math.max(largest, matrix[i * size + i]);
  for (let column = 0; column < size; column++) {
    let pivot = matrix[column * size + column];
    for (let k = 0; k < column; k++) pivot -= matrix[column * size + k] * matrix[column * size + k];
    const diagonal = pivot > singularShare * largest ? Math.sqrt(pivot) : 0;
    matrix[column * size + column] = diagonal;
    for (let row = column + 1; row < size; row++) {
      let value = matrix[row * size + column];
      for (let k = 0; k < column; k++) value -= matrix[row * size + k] * matrix[column * size + k];
      matrix[row * size + column] = diagonal === 0 ? 0 : value / diagonal;
    }
  }
}

/**
 * Solves L·Lᵀ·x = b.
 *
 * @param factor L of `choleskyFactor`, `[size, size]`
 * @param vector holds b in the `size` places from `offset`, and x afterwards
 */
export function choleskySubstitute(factor: Float64Array, vector: Float64Array, size: number, offset = 0): void {
  for (let i = 0; i < size; i++) {
    const diagonal = factor[i * size + i];
    let sum = vector[offset + i];
    for (let k = 0; k < i; k++) sum -= factor[i * size + k] * vector[offset + k];
    vector[offset + i] = diagonal === 0 ? 0 : sum / diagonal;
  }
  for (let i = size - 1; i >= 0; i--) {
    const diagonal = factor[i * size + i];
    let sum = vector[offset + i];
    for (let k = i + 1; k < size; k++) sum -= factor[k * size + i] * vector[offset + k];
    vector[offset + i] = diagonal === 0 ? 0 : sum / diagonal;
  }
}
