/** @file The list of kept runs with its tools: search, order, compare, open a file. */
import { useDeferredValue, useMemo, useState } from 'react';
import { mostCompared } from '../../lab/runs/runsState.ts';
import { useIsNarrow } from '../useMediaQuery.ts';
import { EmptyShelf } from './EmptyShelf.tsx';
import { RunCard } from './RunCard.tsx';
import { RunRow } from './RunRow.tsx';
import { RunTools } from './RunTools.tsx';
import { findRuns, sortRuns } from './runOrder.ts';
import { useRuns } from './useRuns.ts';

interface RunListProps {
  readonly selected: string | null;
  onSelect(id: string): void;
  onCompare(): void;
}

/** Rows that are drawn at once; hundreds would be a long task. */
const pageSize = 40;

const columns = ['Run', 'Scene', 'State', 'Progress', '1 step', '32 steps', 'Begun', 'Size'] as const;

export function RunList({ selected, onSelect, onCompare }: RunListProps) {
  const runs = useRuns((state) => state.runs);
  const order = useRuns((state) => state.order);
  const isLoaded = useRuns((state) => state.isLoaded);
  const [search, setSearch] = useState('');
  const sought = useDeferredValue(search);
  const [limit, setLimit] = useState(pageSize);
  const isNarrow = useIsNarrow();
  const found = useMemo(() => sortRuns(findRuns(runs, sought), order), [runs, sought, order]);
  const shown = found.slice(0, limit);
  const more = found.length - shown.length;
  return (
    <div className="runs-list">
      <RunTools search={search} onSearch={setSearch} onCompare={onCompare} />
      {isLoaded && runs.length === 0 && <EmptyShelf />}
      {runs.length > 0 && found.length === 0 && <p className="runs-none">No run says “{search}”.</p>}
      {shown.length > 0 && isNarrow && (
        <ul className="run-cards">
          {shown.map((run) => (
            <RunCard key={run.id} run={run} isSelected={run.id === selected} onSelect={onSelect} />
          ))}
        </ul>
      )}
      {shown.length > 0 && !isNarrow && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <section className="run-table-frame" tabIndex={0} aria-label="Table of runs">
          <table className="run-table">
            <thead>
              <tr>
                <th scope="col">
                  <span className="visually-hidden">Compare, at most {mostCompared}</span>
                </th>
                {columns.map((column) => (
                  <th key={column} scope="col" className={column === 'Begun' ? 'run-begun' : undefined}>
                    {column}
                  </th>
                ))}
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((run) => (
                <RunRow key={run.id} run={run} isSelected={run.id === selected} onSelect={onSelect} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {more > 0 && (
        <button type="button" className="runs-more" onClick={() => setLimit(limit + pageSize)}>
          Show {Math.min(more, pageSize)} more of {more}
        </button>
      )}
    </div>
  );
}
