/** @file What all runs of the sweep share: the lab's form. */
import { findSetting } from '../../core/experiment/settings.ts';
import { useLab, useLabState } from '../LabContext.tsx';
import { useDraft } from '../useDraft.ts';
import { useSweep } from './useSweep.ts';

/** More names than this are a list that nobody reads */
const mostNames = 4;

export function SweepBase({ problem }: { problem?: string }) {
  const lab = useLab();
  const draft = useDraft();
  const title = useLabState(
    (state) => state.scenes.find(({ id }) => id === draft.experiment.scene)?.title ?? draft.experiment.scene,
  );
  const axes = useSweep((state) => state.form.axes);
  const shared = draft.differing.filter((key) => key !== 'scene' && !axes.some((axis) => axis.key === key));
  const names = shared.slice(0, mostNames).map((key) => `${findSetting(key)!.label} ${draft.experiment[key]}`);
  const more = shared.length - names.length;
  const own = names.length === 0 ? 'its own settings' : names.join(', ') + (more > 0 ? ` and ${more} more` : '');
  return (
    <div className="sweep-base" data-invalid={problem ? true : undefined}>
      <p>
        <strong>{title}</strong> with {own}, as the lab’s form says.
      </p>
      <button type="button" className="quiet" onClick={() => lab.display.setView('lab')}>
        Change in the lab
      </button>
      {problem && <p className="problem">{problem}</p>}
    </div>
  );
}
