/** @file Small wishes that this browser remembers: the theme, where a lesson was left. Never anything of a run. */

export type MemoryKey = 'theme' | 'tour' | 'lesson' | 'shortcuts';

const nameOf = (key: MemoryKey) => `onestep-lab.${key}`;

/** @returns null where nothing is remembered, or where the browser keeps nothing */
export function recall(key: MemoryKey): string | null {
  try {
    return globalThis.localStorage?.getItem(nameOf(key)) ?? null;
  } catch {
    // Storage is refused in some frames and by some settings: every wish then lasts as long as the page.
    return null;
  }
}

export function remember(key: MemoryKey, value: string | null): void {
  try {
    if (value === null) globalThis.localStorage?.removeItem(nameOf(key));
    else globalThis.localStorage?.setItem(nameOf(key), value);
  } catch {
    // As above.
  }
}
