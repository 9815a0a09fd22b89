/** @file Where the lesson sends its reader: to a sweep over seeds, or to a run of their own. */
import { presets } from '../../lab/presets.ts';
import { useLab } from '../LabContext.tsx';

const sweep = presets.find((preset) => preset.sweep);

export function WhereNext() {
  const lab = useLab();
  const finish = (then: () => void) => {
    lab.lesson.leave('at its end');
    then();
  };
  return (
    <div className="lesson-next">
      {sweep && (
        <button type="button" onClick={() => finish(() => lab.choosePreset(sweep.id))}>
          Sweep it over seeds
        </button>
      )}
      <button type="button" onClick={() => finish(() => lab.display.setView('pair'))}>
        Set a difference of your own
      </button>
    </div>
  );
}
