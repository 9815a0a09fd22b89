/** @file The lesson among the presets: what it is, how long it takes, and where it was left. */
import { lessons, readLesson } from '../../lab/lesson/lessonPlace.ts';
import { recall } from '../../lab/memory.ts';
import { useIsShown } from '../Hideable.tsx';
import { useLab } from '../LabContext.tsx';

export function LessonOffer() {
  const lab = useLab();
  const left = readLesson(recall('lesson') ?? '').place?.step;
  if (!useIsShown('lesson')) return null;
  return (
    <button type="button" className="card lesson-offer" onClick={() => lab.lesson.open()}>
      <span className="card-title">Lesson: representation collapse</span>
      <span className="card-facts">
        <span>{lessons.collapse.length} steps with a question each</span>
        <span>about 10 min</span>
        {left && <span>left at step {left}</span>}
      </span>
      <span className="card-teaches">
        Two runs side by side, one collapsing: what the numbers show, what the pictures do not, and what a control does
        to a good story.
      </span>
    </button>
  );
}
