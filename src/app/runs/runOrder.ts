/** @file Which runs are listed, and in which order. */
import type { KeptRun } from '../../core/experiment/keptRun.ts';
import { bytesOf, type RunOrder } from '../../lab/runs/runsState.ts';

/** Runs that say every word of a search, in their name, note, scene, backend or settings. */
export function findRuns(runs: readonly KeptRun[], search: string): readonly KeptRun[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return runs;
  return runs.filter((run) => {
    const text = textOf(run);
    return words.every((word) => text.includes(word));
  });
}

function textOf({ name, note, experiment, origin }: KeptRun): string {
  const said = Object.entries(experiment).map(([key, value]) => `${key}=${value}`);
  return [name, note, origin.backend, ...said].join('\n').toLowerCase();
}

/** Without a change of the list that is given. */
export function sortRuns(runs: readonly KeptRun[], order: RunOrder): readonly KeptRun[] {
  const sorted = [...runs];
  switch (order) {
    case 'newest':
      return sorted.sort((a, b) => b.createdAt - a.createdAt);
    case 'name':
      return sorted.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
    case 'largest':
      return sorted.sort((a, b) => bytesOf(b) - bytesOf(a));
    case 'best':
      return sorted.sort((a, b) => resultOf(b) - resultOf(a));
  }
}

/** What 1 step reached at the last evaluation: its share of successes, then its return; without one, last. */
function resultOf({ lastEvaluation: [rung] }: KeptRun): number {
  if (!rung) return Number.NEGATIVE_INFINITY;
  return rung.successes / rung.episodes + 1e-9 * rung.meanReturn;
}
