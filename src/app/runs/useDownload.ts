/** @file Gives a person a run as a file. */
import { useCallback, useEffect } from 'react';
import { saveFile } from '../charts/export/saveFile.ts';
import { useShelf } from './useRuns.ts';

export function useDownload(): (id: string, withSnapshot?: boolean) => Promise<void> {
  const shelf = useShelf();
  return useCallback(
    async (id, withSnapshot = true) => {
      const packed = await shelf.pack(id, withSnapshot);
      if (packed) saveFile(packed.name, new Blob([packed.bytes as Uint8Array<ArrayBuffer>]));
    },
    [shelf],
  );
}

/** Lets the shelf offer a download in a notice: giving a person a file is the page's business. */
export function useDownloadOffers(): void {
  const shelf = useShelf();
  const download = useDownload();
  useEffect(() => {
    shelf.onDownload = (id) => void download(id);
  }, [shelf, download]);
}
