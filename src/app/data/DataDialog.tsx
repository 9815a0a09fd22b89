/** @file A person's own demonstrations: bring a file, see what it holds, use it, remove it. */
import { useRef } from 'react';
import { useStore } from 'zustand';
import { Dialog } from '../kit/Dialog.tsx';
import { useLab, useLabState } from '../LabContext.tsx';
import { useDraft } from '../useDraft.ts';
import { FormatGuide } from './FormatGuide.tsx';
import { ImportOutcome } from './ImportOutcome.tsx';
import { OwnSetList } from './OwnSetList.tsx';

export default function DataDialog() {
  const { data } = useLab();
  const { isShown, outcome, isKept, sets } = useStore(data.store);
  const { experiment } = useDraft();
  const scene = useLabState((state) => state.scenes.find(({ id }) => id === experiment.scene));
  return (
    <Dialog
      isOpen={isShown}
      onClose={() => data.show(false)}
      title="Your own demonstrations"
      description="Recorded episodes of your own, read in this browser and sent nowhere."
      className="data-dialog"
    >
      {outcome && <ImportOutcome outcome={outcome} />}
      <FileChooser isAgain={outcome !== null} />
      {!isKept && (
        <p className="not-kept" role="note">
          This browser keeps nothing for this page, so your own demonstrations are gone when it is closed; everything
          else works.
        </p>
      )}
      {sets.length > 0 && <OwnSetList sets={sets} />}
      {scene && <FormatGuide scene={scene} />}
    </Dialog>
  );
}

function FileChooser({ isAgain }: { isAgain: boolean }) {
  const { data } = useLab();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="file-chooser">
      <button type="button" className={isAgain ? '' : 'primary'} onClick={() => input.current?.click()}>
        {isAgain ? 'Choose another file…' : 'Choose a file…'}
      </button>
      <span className="faint">or drop one anywhere on the page</span>
      <input
        ref={input}
        type="file"
        accept=".demo,.csv,.json"
        hidden
        aria-label="File of demonstrations"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file may be chosen again once it is corrected.
          event.target.value = '';
          if (file) void data.import(file);
        }}
      />
    </div>
  );
}
