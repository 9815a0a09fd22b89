/** @file Rule: what is not a finite number stops the arm, whether it was measured or drawn. */

/** @returns the first number that is not finite, in words; null where there is none */
export function nonFiniteProblem(name: string, values: ArrayLike<number>): string | null {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) return `${name}[${i}] is ${values[i]}, not a finite number`;
  }
  return null;
}
