/** @file The lessons among the presets: what each is, how long it takes, and where it was left. */
import { placeLeft } from '../../lab/lesson/lessonPlace.ts';
import { type LessonName, lessonNames, lessons } from '../../lab/lesson/lessons.ts';
import { useIsShown } from '../Hideable.tsx';
import { useLab } from '../LabContext.tsx';
import { lessonWords } from './lessonNames.ts';

export function LessonOffer() {
  if (!useIsShown('lesson')) return null;
  return lessonNames.map((name) => <Offer key={name} name={name} />);
}

function Offer({ name }: { name: LessonName }) {
  const lab = useLab();
  const { title, minutes, teaches } = lessonWords[name];
  const left = placeLeft(name)?.step;
  return (
    <button type="button" className="card lesson-offer" onClick={() => lab.lesson.resume(name)}>
      <span className="card-title">Lesson: {title}</span>
      <span className="card-facts">
        <span>{lessons[name].steps.length} steps with a question each</span>
        <span>about {minutes} min</span>
        {left && <span>left at step {left}</span>}
      </span>
      <span className="card-teaches">{teaches}</span>
    </button>
  );
}
