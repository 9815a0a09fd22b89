/** @file Where a lesson sends its reader: to a sweep, to another preset, or to a run of their own. */

import type { Lab } from '../../lab/lab.ts';
import type { LessonName } from '../../lab/lesson/lessons.ts';
import { useLab } from '../LabContext.tsx';

interface Way {
  readonly label: string;
  go(lab: Lab): void;
}

const ways: Readonly<Record<LessonName, readonly Way[]>> = {
  collapse: [
    { label: 'Sweep it over seeds', go: (lab) => lab.choosePreset('alpha-sweep') },
    { label: 'Set a difference of your own', go: (lab) => lab.display.setView('pair') },
  ],
  beyond: [
    { label: 'A leg that stops falling', go: (lab) => lab.choosePreset('beyond-medium') },
    { label: 'Sweep when the anchor lets go', go: (lab) => lab.choosePreset('bc-decay') },
  ],
};

export function WhereNext({ name }: { name: LessonName }) {
  const lab = useLab();
  return (
    <div className="lesson-next">
      {ways[name].map(({ label, go }) => (
        <button
          key={label}
          type="button"
          onClick={() => {
            lab.lesson.leave('at its end');
            go(lab);
          }}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
