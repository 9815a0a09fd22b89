/** @file Opens the record of a sweep from a file, as the command line and this page write it. */
import { useRef } from 'react';
import { type OfferedFile, offer } from '../runs/useFileDrop.ts';

export function OpenRecordButton({ onFiles }: { onFiles(files: readonly OfferedFile[]): void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        Open record…
      </button>
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        accept=".json"
        tabIndex={-1}
        aria-label="Record of a sweep"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])].map(offer));
          // The same file may be picked again.
          event.target.value = '';
        }}
      />
    </>
  );
}
