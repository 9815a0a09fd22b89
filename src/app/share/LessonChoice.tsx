/** @file Whether a link opens the lesson, and at which step. */
import { type LessonPlace, lessons } from '../../lab/lesson/lessonPlace.ts';

interface LessonChoiceProps {
  readonly lesson: LessonPlace | null;
  onChange(lesson: LessonPlace | null): void;
}

export function LessonChoice({ lesson, onChange }: LessonChoiceProps) {
  return (
    <div className="lesson-choice">
      <label>
        <input
          type="checkbox"
          checked={lesson !== null}
          onChange={(event) => onChange(event.target.checked ? { name: 'collapse', step: 1 } : null)}
        />
        Open the lesson “Representation collapse”
      </label>
      {lesson && (
        <label>
          at step
          <select value={lesson.step} onChange={(event) => onChange({ ...lesson, step: Number(event.target.value) })}>
            {lessons[lesson.name].map((id, index) => (
              <option key={id} value={index + 1}>
                {index + 1} of {lessons[lesson.name].length}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
