/** @file One colour code for the points of both sides, with one ramp: a colour means the same value in either picture. */
import { useMemo, useState } from 'react';
import { byPhase, type ColorCode, type Coloring, colorBy, rangeOf } from '../charts/coloring.ts';
import { colorCodes, factsOf, phaseLimits, phasesOf, sceneOf } from '../charts/useColoring.ts';
import { type OfSides, useSides } from './useSides.ts';

export interface PairColoring {
  readonly colorings: OfSides<Coloring>;
  readonly codes: readonly ColorCode[];
  readonly code: ColorCode;
  choose(id: string): void;
}

export function usePairColoring(): PairColoring {
  const [wanted, choose] = useState(byPhase.id);
  const phases = useSides(phasesOf);
  const facts = useSides(factsOf);
  const scene = useSides(sceneOf);
  const codes = useMemo(() => {
    const ofA = colorCodes(facts.a, scene.a);
    const ofB = colorCodes(facts.b, scene.b);
    // While one side has no run, the other’s codes are there to be chosen already.
    if (!facts.a || !facts.b) return ofA.length > ofB.length ? ofA : ofB;
    const known = new Set(ofB.map(({ id, name }) => `${id} ${name}`));
    return ofA.filter(({ id, name }) => known.has(`${id} ${name}`));
  }, [facts.a, facts.b, scene.a, scene.b]);
  const code = codes.find(({ id }) => id === wanted) ?? byPhase;
  const colorings = useMemo(() => {
    const a = code.valuesOf({ phases: phases.a, facts: facts.a });
    const b = code.valuesOf({ phases: phases.b, facts: facts.b });
    const limits = code.isMeasured ? rangeOf(a, b) : phaseLimits;
    return { a: colorBy(a, limits), b: colorBy(b, limits) };
  }, [code, phases.a, phases.b, facts.a, facts.b]);
  return { colorings, codes, code, choose };
}
