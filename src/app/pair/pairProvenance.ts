/** @file Where the numbers of a pair come from: each side’s run with its settings, then what both share. */
import type { Lab } from '../../lab/lab.ts';
import { type Side, sides } from '../../lab/pair/pairState.ts';
import { versions } from '../../lab/versions.ts';
import { type Provenance, provenanceOf } from '../charts/export/provenance.ts';
import { sayDifferences } from './differenceWords.ts';
import { stateOfSide } from './sideState.ts';
import { sideLetters } from './sides.ts';

/** Facts of the page, not of a run */
const shared: ReadonlySet<string> = new Set(['made', ...Object.keys(versions)]);

export function provenanceOfSide(lab: Lab, side: Side): Provenance {
  const { runs, activeId, rivalId } = lab.runs.store.getState();
  const id = side === 'a' ? activeId : rivalId;
  const kept = runs.find((run) => run.id === id) ?? null;
  return provenanceOf(stateOfSide(lab, side), kept, versions, new Date());
}

export function provenanceOfPair(lab: Lab): Provenance {
  const [a, b] = sides.map((side) => provenanceOfSide(lab, side));
  const own = (side: Side, facts: Provenance) =>
    Object.entries(facts)
      .filter(([key]) => !shared.has(key))
      .map(([key, value]) => [`${sideLetters[side]}, ${key}`, value]);
  const differences = sayDifferences(lab.pair.differences(), lab.pair.experiment('a'), lab.pair.experiment('b'));
  return {
    made: a.made,
    'A → B': differences.join('; ') || 'no difference',
    ...Object.fromEntries([...own('a', a), ...own('b', b)]),
    ...versions,
  };
}
