/** @file What a run is called, what it came from, and its note: the part that a row and a card share. */
import type { KeptRun } from '../../core/experiment/keptRun.ts';

export function RunLabel({ run }: { run: KeptRun }) {
  const { parent } = run.origin;
  return (
    <span>
      {run.name}
      {parent && <small>fine-tuned from {parent.name}</small>}
      {run.note && <small>{run.note}</small>}
    </span>
  );
}
