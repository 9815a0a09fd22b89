/** @file Where snapshots lie: files of the origin private file system, or blobs in the database where there is none. */
import type { RunDatabase } from './database.ts';

/** Whole files by name. A write that has resolved is on the disk. */
export interface SlotFiles {
  readonly place: 'files' | 'database';
  /** @returns null where there is no such file */
  read(name: string): Promise<Uint8Array | null>;
  write(name: string, bytes: Uint8Array): Promise<void>;
  remove(name: string): Promise<void>;
}

const folderName = 'snapshots';
const probeName = 'probe';

/** Tries the private file system with a real write, and takes the database where that fails. */
export async function chooseSlotFiles(
  database: RunDatabase,
  root = () => navigator.storage.getDirectory(),
): Promise<{ files: SlotFiles; problem: string | null }> {
  try {
    const folder = await (await root()).getDirectoryHandle(folderName, { create: true });
    const files = originFiles(folder);
    const probe = `${probeName}-${crypto.randomUUID()}`;
    await files.write(probe, new Uint8Array([1]));
    await files.remove(probe);
    return { files, problem: null };
  } catch (error) {
    return { files: databaseFiles(database), problem: (error as Error).message };
  }
}

/** Synchronous handles, which only workers have: `flush` returns when the bytes are on the disk. */
export function originFiles(folder: FileSystemDirectoryHandle): SlotFiles {
  return {
    place: 'files',
    async read(name) {
      const handle = await folder.getFileHandle(name).catch(absent);
      if (!handle) return null;
      return new Uint8Array(await (await handle.getFile()).arrayBuffer());
    },
    async write(name, bytes) {
      const handle = await folder.getFileHandle(name, { create: true });
      const access = await handle.createSyncAccessHandle();
      try {
        access.truncate(0);
        const written = access.write(bytes as Uint8Array<ArrayBuffer>, { at: 0 });
        if (written < bytes.length) {
          throw new DOMException(`${written} of ${bytes.length} bytes were written`, 'QuotaExceededError');
        }
        access.flush();
      } finally {
        access.close();
      }
    },
    remove: (name) => folder.removeEntry(name).catch(absent) as Promise<void>,
  };
}

export function databaseFiles(database: RunDatabase): SlotFiles {
  return {
    place: 'database',
    read: async (name) => (await database.get('files', name)) ?? null,
    async write(name, bytes) {
      const transaction = database.transaction('files', 'readwrite', { durability: 'strict' });
      await Promise.all([transaction.store.put(bytes, name), transaction.done]);
    },
    remove: (name) => database.delete('files', name),
  };
}

function absent(error: DOMException): null {
  if (error.name === 'NotFoundError') return null;
  throw error;
}
