/** @file The noise that an action chunk grows from, named by its place: which episode, which chunk. */
import { Random } from '../random/random.ts';

/** Keeps the stream apart from the environment's and the expert's draws of the same seed. */
const noiseStream = 3;

/**
 * The same episode seed meets the same noise at 1 and at 32 steps, in a batch or alone, on the page or on the command line.
 * @param seed the episode's @param chunk how many chunks were drawn before in this episode
 * @returns z₁, standard normal, `[length]`
 */
export function chunkNoise(seed: number, chunk: number, length: number): Float32Array {
  return new Random(seed, noiseStream, chunk).normals(length);
}
