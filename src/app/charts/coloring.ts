/**
 * @file What the points of the representation are coloured by: the phase of the episode, the mode (one number of the
 * action that was demonstrated there), or one number that was observed.
 */
import type { ObservationColumns } from '../../core/scenes/scene.ts';
import type { RunFacts } from '../../workers/training/protocol.ts';
import { phaseColors } from './phaseColors.ts';

export type ColorGroup = 'Task' | 'Mode: demonstrated action' | 'Observation';

/** Something to colour the points by */
export interface ColorCode {
  /** As a select holds it */
  readonly id: string;
  /** `cube_pos[2]`; the key alone where it is a single number */
  readonly name: string;
  readonly group: ColorGroup;
  /** Whether its values have a unit, and not just a beginning and an end */
  readonly isMeasured: boolean;
  /** One value a point, in raw units */
  valuesOf(points: ProbePoints): ArrayLike<number>;
}

/** What is known of the observations behind the points, all in the order of the points. */
export interface ProbePoints {
  /** Where in its episode each stands, 0 … 1 */
  readonly phases: ArrayLike<number>;
  /** Null where they were not kept, as of a recorded run */
  readonly facts: Pick<RunFacts, 'probeObservations' | 'probeActions' | 'observationSize' | 'actionSize'> | null;
}

export const byPhase: ColorCode = {
  id: 'phase',
  name: 'Phase of the episode',
  group: 'Task',
  isMeasured: false,
  valuesOf: ({ phases }) => phases,
};

/** One code a number of the action, averaged over the chunk, so that a way taken shows at each of its steps. */
export function modeCodes(actionNames: readonly string[]): ColorCode[] {
  return actionNames.map((name, index) => ({
    id: `mode:${index}`,
    name,
    group: 'Mode: demonstrated action',
    isMeasured: true,
    valuesOf: ({ facts, phases }) => {
      if (!facts) return [];
      const { probeActions, actionSize } = facts;
      return meanOverChunk(probeActions, phases.length, actionSize, index);
    },
  }));
}

/** One code a number of the observation, in its order. */
export function observationCodes(observation: ObservationColumns['observation']): ColorCode[] {
  const names = observation.flatMap(({ key, size }) =>
    size === 1 ? [key] : Array.from({ length: size }, (_, i) => `${key}[${i}]`),
  );
  return names.map((name, index) => ({
    id: `observation:${index}`,
    name,
    group: 'Observation',
    isMeasured: true,
    valuesOf: ({ facts }) => (facts ? dimensionOf(facts.probeObservations, facts.observationSize, index) : []),
  }));
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
export function colorBy(values: ArrayLike<number>, limits = rangeOf(values)): Coloring {
  const [low, high] = limits;
  const last = phaseColors.length - 1;
  const spread = high - low || 1;
  const buckets = Uint8Array.from({ length: values.length }, (_, i) => {
    const share = (values[i] - low) / spread;
    return Math.min(last, Math.max(0, Math.floor(share * phaseColors.length) || 0));
  });
  return { buckets, low, high };
}

/** The lowest and the highest finite value of several columns: one ramp for all of them. */
export function rangeOf(...columns: readonly ArrayLike<number>[]): readonly [low: number, high: number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const values of columns) {
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i])) continue;
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
  }
  return [low, high];
}

/** One dimension of every observation. @param observations `[count, size]` */
export function dimensionOf(observations: Float32Array, size: number, index: number): Float32Array {
  return Float32Array.from({ length: observations.length / size }, (_, i) => observations[i * size + index]);
}

/** One dimension of the actions, averaged over each chunk. @param actions `[count, Ta·Da]` */
export function meanOverChunk(actions: Float32Array, count: number, actionSize: number, index: number): Float32Array {
  const width = count === 0 ? 0 : actions.length / count;
  const horizon = width / actionSize;
  return Float32Array.from({ length: count }, (_, point) => {
    let sum = 0;
    for (let step = 0; step < horizon; step++) sum += actions[point * width + step * actionSize + index];
    return sum / horizon;
  });
}
