/** @file The colours of the points, by what was chosen and is known. */
import { useMemo, useState } from 'react';
import { useLabState } from '../LabContext.tsx';
import { type Coloring, colorBy, dimensionOf, type ObservationDimension, observationDimensions } from './coloring.ts';

export interface ChosenColoring {
  readonly coloring: Coloring;
  /** Empty where the observations behind the points are not known, as of a recorded run */
  readonly dimensions: readonly ObservationDimension[];
  readonly chosen: number | null;
  choose(dimension: number | null): void;
}

const nobody = new Float32Array(0);

export function useColoring(): ChosenColoring {
  const [wanted, choose] = useState<number | null>(null);
  const phases = useLabState((state) => state.representation.phases) ?? nobody;
  const facts = useLabState((state) => state.run?.facts ?? null);
  const observation = useLabState(
    (state) => state.scenes.find(({ id }) => id === state.run?.experiment.scene)?.observation ?? null,
  );
  const dimensions = useMemo(
    () => (facts && observation ? observationDimensions(observation) : []),
    [facts, observation],
  );
  const chosen = wanted !== null && wanted < dimensions.length ? wanted : null;
  const coloring = useMemo(() => {
    if (chosen === null || !facts) return colorBy(phases, [0, 1]);
    return colorBy(dimensionOf(facts.probeObservations, facts.observationSize, chosen));
  }, [chosen, facts, phases]);
  return { coloring, dimensions, chosen, choose };
}
