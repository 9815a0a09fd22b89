/** @file Rotations as row-major 3 × 3 matrices, rotation vectors (axis times angle, rad) and quaternions. */

type Vector = ArrayLike<number>;

/** Rodrigues' formula. @param vector axis times angle, rad, `[3]` @returns the matrix, `[9]` */
export function rotationFromVector(vector: Vector): Float64Array {
  const angle = Math.hypot(vector[0], vector[1], vector[2]);
  // Below this the second-order terms vanish in float64, and dividing by the angle would lose digits.
  const a = angle < 1e-8 ? 1 : Math.sin(angle) / angle;
  const b = angle < 1e-8 ? 0.5 : (1 - Math.cos(angle)) / (angle * angle);
  const [x, y, z] = [vector[0], vector[1], vector[2]];
  return Float64Array.of(
    1 - b * (y * y + z * z),
    b * x * y - a * z,
    b * x * z + a * y,
    b * x * y + a * z,
    1 - b * (x * x + z * z),
    b * y * z - a * x,
    b * x * z - a * y,
    b * y * z + a * x,
    1 - b * (x * x + y * y),
  );
}

/** Writes left · right into `product`, all `[9]`; `product` may be neither of them. */
export function multiplyRotations(left: Vector, right: Vector, product: Float64Array): void {
  for (let row = 0; row < 3; row++) {
    for (let column = 0; column < 3; column++) {
      let sum = 0;
      for (let i = 0; i < 3; i++) sum += left[row * 3 + i] * right[i * 3 + column];
      product[row * 3 + column] = sum;
    }
  }
}

/**
 * ½ Σᵢ rᵢ × gᵢ over the columns of both matrices: about the rotation vector from `current` to `goal`, in world axes,
 * where they are close. This is robosuite's orientation error.
 *
 * @param current matrix in the nine places of `rotations` from `start`
 * @param goal `[9]`
 * @param error written in the three places from `offset`
 */
export function rotationError(rotations: Vector, start: number, goal: Vector, error: Float64Array, offset: number) {
  let [x, y, z] = [0, 0, 0];
  for (let i = 0; i < 3; i++) {
    const [rx, ry, rz] = [rotations[start + i], rotations[start + 3 + i], rotations[start + 6 + i]];
    x += ry * goal[6 + i] - rz * goal[3 + i];
    y += rz * goal[i] - rx * goal[6 + i];
    z += rx * goal[3 + i] - ry * goal[i];
  }
  error[offset] = x / 2;
  error[offset + 1] = y / 2;
  error[offset + 2] = z / 2;
}
