/** @file Offers the tour on the first visit, once, without being in the way. */
import { useState } from 'react';
import { hasPanels } from '../../lab/display.ts';
import { recall, remember } from '../../lab/memory.ts';
import { useIsShown } from '../Hideable.tsx';
import { useDisplay, useLab } from '../LabContext.tsx';

export function TourOffer() {
  const lab = useLab();
  const [isNew, setNew] = useState(() => recall('tour') === null);
  const isFull = useDisplay((display) => display.mode === 'full');
  // Above the list of runs it would cover what is done with them.
  const isList = useDisplay((display) => !hasPanels(display.view));
  const isGuided = useDisplay((display) => display.tourStep !== null || display.lesson !== null);
  const isShown = useIsShown('tour');
  if (!isNew || !isFull || isList || isGuided || !isShown) return null;
  const answer = (takesIt: boolean) => {
    remember('tour', 'offered');
    setNew(false);
    if (takesIt) lab.display.setTourStep(0);
  };
  return (
    <aside className="tour-offer" aria-label="Tour">
      <p>
        <strong>New here?</strong> See in two minutes why one step can be enough.
      </p>
      <button type="button" className="primary" onClick={() => answer(true)}>
        Take the tour
      </button>
      <button type="button" className="quiet" onClick={() => answer(false)}>
        Not now
      </button>
    </aside>
  );
}
