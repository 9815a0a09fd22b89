/** @file What the transport may do now, for whichever runs it moves. */
import { useStore } from 'zustand';
import type { TransportStanding } from '../../lab/pair/pairState.ts';
import { useDisplay, useLab } from '../LabContext.tsx';

const same = (standing: TransportStanding) => JSON.stringify(standing);

/** The page is drawn again only where the answer is another one, however often a run reports. */
export function useTransportStanding(): TransportStanding {
  const lab = useLab();
  const { store, shown } = lab.pair;
  useDisplay(({ view }) => view === 'pair');
  useStore(store, () => same(lab.standing));
  useStore(shown.a, () => same(lab.standing));
  useStore(shown.b, () => same(lab.standing));
  return lab.standing;
}
