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
  const [isComparing, setComparing] = useState(false);
  const [selected, setSelected] = useState<string | null>(null);
  const run = useRuns(({ runs }) => runs.find(({ id }) => id === selected) ?? null);
  const drop = useFileDrop((files) => void shelf.takeIn(files));
  const isNarrow = useIsNarrow();
  useEffect(() => {
    // Other tabs may have run and gone since.
    void shelf.refresh();
  }, [shelf]);
  if (isComparing) return <CompareRuns onBack={() => setComparing(false)} />;
  return (
    <section className="runs" aria-label="Kept runs" data-dragging={drop.isDragging || undefined} {...drop.handlers}>
      <RunList selected={run?.id ?? null} onSelect={setSelected} onCompare={() => setComparing(true)} />
      {run && <RunDetails key={run.id} run={run} isNarrow={isNarrow} onClose={() => setSelected(null)} />}
      {drop.isDragging && <p className="runs-drop">Let go to take the runs in</p>}
    </section>
  );
}
