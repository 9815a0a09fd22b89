/** @file What the points of the representation are coloured by: the phase of the episode, or one number that was observed. */
import type { SceneFacts } from '../../core/scenes/scene.ts';
import { phaseColors } from './phaseColors.ts';

/** One number of the observation */
export interface ObservationDimension {
  /** As a select holds it: the index in the observation */
  readonly index: number;
  /** `cube_pos[2]`; the key alone where it is a single number */
  readonly name: string;
}

export function observationDimensions(observation: SceneFacts['observation']): ObservationDimension[] {
  const names = observation.flatMap(({ key, size }) =>
    size === 1 ? [key] : Array.from({ length: size }, (_, i) => `${key}[${i}]`),
  );
  return names.map((name, index) => ({ index, name }));
}

/** A colour bucket for each point, and the values at the ramp's ends. */
export interface Coloring {
  readonly buckets: Uint8Array;
  readonly low: number;
  readonly high: number;
}

/**
 * @param values one a point; those that are not finite take the lowest colour
 * @param limits values at the ramp's ends; the lowest and the highest where absent
 */
export function colorBy(values: ArrayLike<number>, limits?: readonly [low: number, high: number]): Coloring {
  let [low, high] = limits ?? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; !limits && i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  const last = phaseColors.length - 1;
  const spread = high - low || 1;
  const buckets = Uint8Array.from({ length: values.length }, (_, i) => {
    const share = (values[i] - low) / spread;
    return Math.min(last, Math.max(0, Math.floor(share * phaseColors.length) || 0));
  });
  return { buckets, low, high };
}

/** One dimension of every observation. @param observations `[count, size]` */
export function dimensionOf(observations: Float32Array, size: number, index: number): Float32Array {
  return Float32Array.from({ length: observations.length / size }, (_, i) => observations[i * size + index]);
}
