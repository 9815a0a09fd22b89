/** @file The database that kept runs lie in, and what becomes of an older one. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** What is read back is unknown until a schema has read it. */
export interface RunDatabaseSchema extends DBSchema {
  /** By run id */
  runs: { key: string; value: unknown };
  /** By run id and number: records, appended and never rewritten as a run grows */
  chunks: { key: [run: string, chunk: number]; value: unknown };
  /** By run id: the last embedding */
  embeddings: { key: string; value: unknown };
  /** By run id: which slot holds the newest snapshot */
  manifests: { key: string; value: unknown };
  /** By name: snapshots where the browser has no private file system */
  files: { key: string; value: Uint8Array };
}

export type RunDatabase = IDBPDatabase<RunDatabaseSchema>;

const databaseVersion = 1;

export function openDatabase(name = 'onestep-lab-runs'): Promise<RunDatabase> {
  return openDB<RunDatabaseSchema>(name, databaseVersion, {
    upgrade(database, oldVersion) {
      if (oldVersion < 1) {
        for (const store of ['runs', 'chunks', 'embeddings', 'manifests', 'files'] as const) {
          database.createObjectStore(store);
        }
      }
    },
    // Another tab with a newer lab must be able to go on.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase | null)?.close(),
  });
}
