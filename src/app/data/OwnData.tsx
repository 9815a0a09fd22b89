/** @file A person's own data on the page: the dialog, loaded when it is first needed, and the drop target. */
import { lazy, Suspense, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useLab } from '../LabContext.tsx';
import { DropTarget } from './DropTarget.tsx';

const DataDialog = lazy(() => import('./DataDialog.tsx'));

export function OwnData() {
  const { data } = useLab();
  const isShown = useStore(data.store, (state) => state.isShown);
  const [isNeeded, setNeeded] = useState(false);
  useEffect(() => {
    if (isShown) setNeeded(true);
  }, [isShown]);
  return (
    <>
      <DropTarget />
      {isNeeded && (
        <Suspense fallback={null}>
          <DataDialog />
        </Suspense>
      )}
    </>
  );
}

/** Below the choice of demonstrations */
export function OwnDataButton() {
  const { data } = useLab();
  const problem = useStore(data.store, (state) => !state.isKept && state.sets.length > 0);
  return (
    <div className="own-data">
      <button type="button" className="quiet" onClick={() => data.show(true)}>
        Use your own…
      </button>
      {problem && <span className="help">Yours are kept until this page is closed.</span>}
    </div>
  );
}

/** What the form calls a set: a person knows theirs by its file. */
export function useSetNames(): (id: string) => string {
  const { data } = useLab();
  const sets = useStore(data.store, (state) => state.sets);
  return (id) => {
    const own = sets.find((set) => set.id === id);
    return own ? `${own.fileName} (yours)` : id;
  };
}
