/** @file Whether the page is about two runs: while there are two, or their view is open. */
import { useDisplay } from '../LabContext.tsx';
import { usePair } from './useSides.ts';

export function useIsPaired(): boolean {
  const isOpen = usePair((pair) => pair.isOpen);
  const isShown = useDisplay(({ view }) => view === 'pair');
  return isOpen || isShown;
}
