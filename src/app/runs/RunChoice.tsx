/** @file Ticks a run to be compared, and shows its colour. */
import type { KeptRun } from '../../core/experiment/keptRun.ts';
import { colourOf } from './runWords.ts';
import { useRuns, useShelf } from './useRuns.ts';

export function RunChoice({ run }: { run: KeptRun }) {
  const shelf = useShelf();
  const isChosen = useRuns((state) => state.chosen.includes(run.id));
  return (
    <input
      type="checkbox"
      className="run-choice"
      style={{ accentColor: colourOf(run) }}
      aria-label={`Compare ${run.name}`}
      checked={isChosen}
      onChange={(event) => shelf.choose(run.id, event.target.checked)}
    />
  );
}
