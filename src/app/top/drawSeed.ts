/** @file A fresh seed, short enough to be read out. */

const mostSeeds = 100_000;

/** @returns a whole number from 1 to 99,999, from the browser's own randomness: the seed itself decides all the rest */
export function drawSeed(): number {
  return 1 + (crypto.getRandomValues(new Uint32Array(1))[0] % (mostSeeds - 1));
}
