/** @file Every kept run: listed, looked at closely, or compared. */
import { useEffect, useState } from 'react';
import { useIsNarrow } from '../useMediaQuery.ts';
import { CompareRuns } from './CompareRuns.tsx';
import { RunDetails } from './RunDetails.tsx';
import { RunList } from './RunList.tsx';
import { useFileDrop } from './useFileDrop.ts';
import { useRuns, useShelf } from './useRuns.ts';

export default function RunsView() {
  const shelf = useShelf();
  /** The measure that runs are compared by first; empty: the usual one. Null while the list is shown */
  const [comparing, setComparing] = useState<string | null>(null);
  const [selected, setSelected] = useState<string | null>(null);
  const run = useRuns(({ runs }) => runs.find(({ id }) => id === selected) ?? null);
  const drop = useFileDrop((files) => void shelf.takeIn(files));
  const isNarrow = useIsNarrow();
  useEffect(() => {
    // Other tabs may have run and gone since.
    void shelf.refresh();
  }, [shelf]);
  if (comparing !== null) return <CompareRuns measure={comparing} onBack={() => setComparing(null)} />;
  return (
    <section className="runs" aria-label="Kept runs" data-dragging={drop.isDragging || undefined} {...drop.handlers}>
      <RunList selected={run?.id ?? null} onSelect={setSelected} onCompare={() => setComparing('')} />
      {run && (
        <RunDetails
          key={run.id}
          run={run}
          isNarrow={isNarrow}
          onClose={() => setSelected(null)}
          onSelect={setSelected}
          onCompare={setComparing}
        />
      )}
      {drop.isDragging && <p className="runs-drop">Let go to take the runs in</p>}
    </section>
  );
}
