/** @file Rule: an observation older than the limit stops the arm. */

/** @returns what is wrong, in a sentence; null where all is well */
export function stalenessProblem(ageMs: number, staleMs: number): string | null {
  // Written so that a NaN is stale.
  if (ageMs <= staleMs) return null;
  return `the newest observation is ${ageMs.toFixed(0)} ms old; the limit is ${staleMs} ms`;
}
