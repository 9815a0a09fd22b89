/** @file The colours of the points, by what was chosen and is known. */
import { useMemo, useState } from 'react';
import type { LabState } from '../../lab/labState.ts';
import { useLabState } from '../LabContext.tsx';
import { dimensionNames } from '../oneStep/dimensionNames.ts';
import {
  byPhase,
  type ColorCode,
  type Coloring,
  colorBy,
  modeCodes,
  observationCodes,
  type ProbePoints,
} from './coloring.ts';

export interface ChosenColoring {
  readonly coloring: Coloring;
  /** The phase alone where the observations behind the points are not known, as of a recorded run */
  readonly codes: readonly ColorCode[];
  readonly code: ColorCode;
  choose(id: string): void;
}

const nobody = new Float32Array(0);

/** Where the limits of the colours do not follow from the values */
export const phaseLimits = [0, 1] as const;

export function useColoring(): ChosenColoring {
  const [wanted, choose] = useState(byPhase.id);
  const phases = useLabState(phasesOf);
  const facts = useLabState(factsOf);
  const scene = useLabState(sceneOf);
  const codes = useMemo(() => colorCodes(facts, scene), [facts, scene]);
  const code = codes.find(({ id }) => id === wanted) ?? byPhase;
  const coloring = useMemo(() => {
    const values = code.valuesOf({ phases, facts });
    return code.isMeasured ? colorBy(values) : colorBy(values, phaseLimits);
  }, [code, facts, phases]);
  return { coloring, codes, code, choose };
}

export const phasesOf = (state: LabState) => state.representation.phases ?? nobody;

export const factsOf = (state: LabState) => state.run?.facts ?? null;

/** The scene of the run */
export const sceneOf = (state: LabState) => state.scenes.find(({ id }) => id === state.run?.experiment.scene) ?? null;

/** Everything that the points of a run can be coloured by. */
export function colorCodes(facts: ProbePoints['facts'], scene: ReturnType<typeof sceneOf>): readonly ColorCode[] {
  if (!facts || !scene) return [byPhase];
  const names = dimensionNames(scene.id, facts.actionSize);
  return [byPhase, ...modeCodes(names), ...observationCodes(scene.observation)];
}
