/** @file Whether a link opens the lesson, and at which step. */
import type { LessonPlace } from '../../lab/lesson/lessonPlace.ts';
import { type LessonName, lessonNames, planOf } from '../../lab/lesson/lessons.ts';
import { lessonWords } from '../lesson/lessonNames.ts';

interface LessonChoiceProps {
  readonly lesson: LessonPlace | null;
  onChange(lesson: LessonPlace | null): void;
}

export function LessonChoice({ lesson, onChange }: LessonChoiceProps) {
  return (
    <div className="lesson-choice">
      <label>
        Lesson
        <select
          value={lesson?.name ?? ''}
          onChange={({ target: { value } }) => onChange(value ? { name: value as LessonName, step: 1 } : null)}
        >
          <option value="">none</option>
          {lessonNames.map((name) => (
            <option key={name} value={name}>
              {lessonWords[name].title}
            </option>
          ))}
        </select>
      </label>
      {lesson && (
        <label>
          at step
          <select value={lesson.step} onChange={(event) => onChange({ ...lesson, step: Number(event.target.value) })}>
            {planOf(lesson.name).steps.map(({ id }, index) => (
              <option key={id} value={index + 1}>
                {index + 1} of {planOf(lesson.name).steps.length}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
