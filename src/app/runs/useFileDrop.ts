/** @file Files that are dropped onto a part of the page, or picked: handed on with their size checked first. */
import { type DragEvent, useState } from 'react';

/** Larger files are refused before they are read: no run of the lab comes near. */
const largestFile = 512e6;

export interface OfferedFile {
  readonly name: string;
  read(): Promise<Uint8Array>;
}

/** A file that is read when it is its turn. Reading rejects where it is too large. */
export function offer(file: File): OfferedFile {
  return {
    name: file.name,
    async read() {
      if (file.size > largestFile) {
        throw new Error(`${file.name}: ${Math.round(file.size / 1e6)} MB, a run has 512 MB at most. Nothing was read.`);
      }
      return new Uint8Array(await file.arrayBuffer());
    },
  };
}

export function useFileDrop(onFiles: (files: OfferedFile[]) => void) {
  const [isDragging, setDragging] = useState(false);
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  const handlers = {
    onDragOver(event: DragEvent) {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setDragging(true);
    },
    onDragLeave(event: DragEvent) {
      // Moving over what lies inside is no leaving.
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDragging(false);
    },
    onDrop(event: DragEvent) {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setDragging(false);
      onFiles([...event.dataTransfer.files].map(offer));
    },
  };
  return { isDragging, handlers };
}
