/** @file What kind of screen the page is on. */
import { useCallback, useSyncExternalStore } from 'react';

export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

/** One column: the top bar folds into a menu. */
export const useIsNarrow = () => useMediaQuery('(max-width: 900px)');

/** A phone: narrow, and held by a finger. A narrow window on a computer can still train. */
export const useIsPhone = () => useMediaQuery('(max-width: 900px) and (pointer: coarse)');
