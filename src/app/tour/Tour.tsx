/** @file The guided tour: what is on the page, and why one step can be enough. */
import { useCallback, useEffect } from 'react';
import { remember } from '../../lab/memory.ts';
import { Guide } from '../guide/Guide.tsx';
import { useIsShown } from '../Hideable.tsx';
import { useDisplay, useLab } from '../LabContext.tsx';
import { useIsPhone } from '../useMediaQuery.ts';
import { phoneTourSteps, tourSteps } from './tourSteps.ts';

export default function Tour() {
  const lab = useLab();
  const steps = useIsPhone() ? phoneTourSteps : tourSteps;
  const index = Math.min(useDisplay((display) => display.tourStep) ?? 0, steps.length - 1);
  const step = steps[index];
  useEffect(() => step.enter?.(lab), [step, lab]);
  const hasLesson = useIsShown('lesson');
  const leave = useCallback(() => {
    remember('tour', 'seen');
    lab.display.setTourStep(null);
  }, [lab]);
  return (
    <Guide name="Tour" steps={steps} index={index} onGo={(to) => lab.display.setTourStep(to)} onLeave={leave}>
      {index === steps.length - 1 && hasLesson && (
        <button type="button" className="tour-lesson" onClick={() => lab.lesson.resume('collapse')}>
          Go on: a lesson on collapse, 10 minutes
        </button>
      )}
    </Guide>
  );
}
