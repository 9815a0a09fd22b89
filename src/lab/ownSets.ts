/** @file Where a person's own demonstration sets are kept: in IndexedDB, or for this visit alone. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import * as v from 'valibot';

const columnRange = v.object({ name: v.string(), low: v.number(), high: v.number() });

/** What is known of a set. It is checked as it comes from a worker, and as it comes from the disk. */
export const ownSet = v.object({
  /** Its name as a setting: `own-…` */
  id: v.pipe(v.string(), v.regex(/^own-[a-z0-9_-]{1,60}$/)),
  scene: v.string(),
  /** Of the person's file */
  fileName: v.string(),
  sha256: v.string(),
  bytes: v.number(),
  /** Milliseconds since 1970 */
  addedAt: v.number(),
  summary: v.object({
    scene: v.string(),
    episodes: v.number(),
    transitions: v.number(),
    seconds: v.number(),
    shortest: v.number(),
    longest: v.number(),
    actions: v.array(columnRange),
    meanReturn: v.nullable(v.number()),
    successes: v.nullable(v.number()),
    warnings: v.array(v.string()),
  }),
});
export type OwnSet = v.InferOutput<typeof ownSet>;

export interface OwnSetStore {
  /** Oldest first; an entry that is not one is left out. */
  list(): Promise<OwnSet[]>;
  /** The set's bytes; null where there is none of that name. */
  read(id: string): Promise<Blob | null>;
  put(set: OwnSet, content: Blob): Promise<void>;
  remove(id: string): Promise<void>;
}

interface Schema extends DBSchema {
  sets: { key: string; value: unknown };
  contents: { key: string; value: Blob };
}

const openingSeconds = 2;

/** @throws Error where this browser keeps nothing, or does not answer */
export async function openOwnSets(): Promise<OwnSetStore> {
  let database = await openInTime();
  /** A browser may close a database, as when a person clears what sites have stored: it is opened anew. */
  const use = async <T>(action: (open: IDBPDatabase<Schema>) => Promise<T>): Promise<T> => {
    try {
      return await action(database);
    } catch (error) {
      if ((error as Error).name !== 'InvalidStateError') throw error;
      database = await openInTime();
      return action(database);
    }
  };
  return {
    async list() {
      const found = await use((open) => open.getAll('sets'));
      return found.filter((entry) => v.is(ownSet, entry)).sort((a, b) => a.addedAt - b.addedAt);
    },
    read: async (id) => (await use((open) => open.get('contents', id))) ?? null,
    put: (set, content) => {
      askToKeep();
      return use(async (open) => {
        const change = open.transaction(['sets', 'contents'], 'readwrite');
        await Promise.all([
          change.objectStore('sets').put(set, set.id),
          change.objectStore('contents').put(content, set.id),
          change.done,
        ]);
      });
    },
    remove: (id) =>
      use(async (open) => {
        const change = open.transaction(['sets', 'contents'], 'readwrite');
        await Promise.all([
          change.objectStore('sets').delete(id),
          change.objectStore('contents').delete(id),
          change.done,
        ]);
      }),
  };
}

/** Browsers throw away what sites store when they run short, unless a site asked them not to. */
function askToKeep(): void {
  void globalThis.navigator?.storage?.persist?.().catch(() => false);
}

/** Keeps sets until the page is closed. */
export function keepForThisVisit(): OwnSetStore {
  const sets = new Map<string, { readonly set: OwnSet; readonly content: Blob }>();
  return {
    list: async () => [...sets.values()].map(({ set }) => set),
    read: async (id) => sets.get(id)?.content ?? null,
    put: async (set, content) => void sets.set(set.id, { set, content }),
    remove: async (id) => void sets.delete(id),
  };
}

/** Some browsers neither open a database nor refuse to, when they are told to keep nothing. */
async function openInTime(): Promise<IDBPDatabase<Schema>> {
  const opening = openDB<Schema>('onestep-lab-data', 1, {
    upgrade(database) {
      database.createObjectStore('sets');
      database.createObjectStore('contents');
    },
    blocking: (_current, _next, event) => (event.target as IDBDatabase).close(),
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the browser’s storage does not answer')), openingSeconds * 1000);
  });
  return Promise.race([opening, silence]).finally(() => clearTimeout(timer));
}
