/** @file The lesson as a guide: each card says what to look at, shows how far its runs are, and asks. */
import { useCallback, useEffect } from 'react';
import { Guide } from '../guide/Guide.tsx';
import { useDisplay, useLab, useLabState } from '../LabContext.tsx';
import { useIsPhone } from '../useMediaQuery.ts';
import { LessonRuns } from './LessonRuns.tsx';
import { lessonSteps } from './lessonSteps.ts';
import { QuestionCard } from './QuestionCard.tsx';
import { WhereNext } from './WhereNext.tsx';

export default function Lesson() {
  const lab = useLab();
  const place = useDisplay((display) => display.lesson);
  const canTrain = useCanTrain();
  useEffect(() => lab.lesson.setTrainable(canTrain), [lab, canTrain]);
  const go = useCallback((index: number) => lab.lesson.go(index + 1), [lab]);
  const leave = useCallback(() => {
    const { lesson } = lab.display.state;
    const isLast = lesson?.step === (lesson && lessonSteps[lesson.name].length);
    lab.lesson.leave(isLast ? 'at its end' : 'on the way');
  }, [lab]);
  if (!place) return null;
  const steps = lessonSteps[place.name];
  const shown = steps[place.step - 1];
  return (
    <Guide name="Lesson" steps={steps} index={place.step - 1} onGo={go} onLeave={leave}>
      {shown.points && (
        <ul className="lesson-points">
          {shown.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      )}
      <LessonRuns place={place} canTrain={canTrain} />
      <QuestionCard key={shown.id} step={shown} />
      {place.step === steps.length && <WhereNext name={place.name} />}
    </Guide>
  );
}

/** A phone trains nothing, nor does a browser without a backend. */
function useCanTrain(): boolean {
  const hasBackend = useLabState((state) => state.backend.problem === null);
  return !useIsPhone() && hasBackend;
}
