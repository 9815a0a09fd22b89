/** @file Chunk results before anything was played. */
import type { ChunkTransition } from './environment.ts';

/** Arrays of zeros for `slots` chunks, to be filled in place. */
export function emptyChunkTransition(slots: number, observationSize: number): ChunkTransition {
  return {
    observations: new Float32Array(slots * observationSize),
    rewards: new Float64Array(slots),
    lengths: new Uint16Array(slots),
    terminated: new Uint8Array(slots),
    truncated: new Uint8Array(slots),
    successes: new Uint8Array(slots),
    failures: new Uint8Array(slots),
  };
}
