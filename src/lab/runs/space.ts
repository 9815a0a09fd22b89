/** @file How much of its space this site has used, as far as the browser says. */
import type { StorageSpace } from './runsState.ts';

/** @returns null where the browser does not say */
export async function readSpace(): Promise<StorageSpace | null> {
  const storage = globalThis.navigator?.storage;
  if (!storage?.estimate) return null;
  try {
    const [{ quota = 0, usage = 0 }, isPersistent] = await Promise.all([
      storage.estimate(),
      storage.persisted?.() ?? Promise.resolve(false),
    ]);
    return { quota, used: usage, isPersistent };
  } catch {
    return null;
  }
}
