/** @file Where a noise is on its way at a time between 1 and 0. */
import type { Trace } from '../../workers/inspection/protocol.ts';

/** @returns z at time t on the straight way of one call, and at the nearest of the small steps, `[Ta·Da]` each */
export function stateAt(
  { noise, oneStep, path }: Trace,
  time: number,
): { oneStep: Float32Array; manySteps: Float32Array } {
  const width = noise.length;
  const row = Math.round((1 - time) * (path.length / width - 1));
  return {
    oneStep: noise.map((value, i) => time * value + (1 - time) * oneStep[i]),
    manySteps: path.subarray(row * width, (row + 1) * width),
  };
}
