/** @file While the form holds a change of a kept run: which run, and what was changed so far. */
import { differingSettings } from '../../core/experiment/experiment.ts';
import { findSetting } from '../../core/experiment/settings.ts';
import { useDraft } from '../useDraft.ts';
import { useRuns, useShelf } from './useRuns.ts';

export function ChangeOfRun() {
  const shelf = useShelf();
  const run = useRuns((state) => state.changeOf);
  const { experiment } = useDraft();
  if (!run) return null;
  const labels = differingSettings(experiment, run.experiment).map((key) => findSetting(key)?.label);
  return (
    <div className="next-run" role="note">
      {labels.length === 0
        ? `The settings of “${run.name}”. Change one, then train: unchanged, it would train the same again.`
        : `“${run.name}” with another ${labels.join(', ')}.`}{' '}
      <button type="button" className="quiet" onClick={() => shelf.forgetChange()}>
        Done
      </button>
    </div>
  );
}
