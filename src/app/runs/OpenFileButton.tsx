/** @file Takes in runs from files of this lab. */
import { useRef } from 'react';
import { offer } from './useFileDrop.ts';
import { useShelf } from './useRuns.ts';

export function OpenFileButton() {
  const shelf = useShelf();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        Open file…
      </button>
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        accept=".run"
        multiple
        tabIndex={-1}
        aria-label="Files of runs"
        onChange={(event) => {
          void shelf.takeIn([...(event.target.files ?? [])].map(offer));
          // The same file may be picked again.
          event.target.value = '';
        }}
      />
    </>
  );
}
