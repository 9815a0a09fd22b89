/** @file What all runs of the sweep share: their stage, and what its form says. */
import { findSetting, type SettingKey } from '../../core/experiment/settings.ts';
import { isSettingOf } from '../../lab/sweep/sweepForm.ts';
import { Segmented } from '../kit/Segmented.tsx';
import { useLab, useLabState } from '../LabContext.tsx';
import { useDraft } from '../useDraft.ts';
import { useSweep } from './useSweep.ts';

/** More names than this are a list that nobody reads */
const mostNames = 4;

const stages = [
  { value: 'pretrain', label: 'Stage 1' },
  { value: 'finetune', label: 'Stage 2' },
] as const;

export function SweepBase({ problem }: { problem?: string }) {
  const lab = useLab();
  const draft = useDraft();
  const title = useLabState(
    (state) => state.scenes.find(({ id }) => id === draft.experiment.scene)?.title ?? draft.experiment.scene,
  );
  const hasStarts = useLabState(
    ({ scenes }) => (scenes.find(({ id }) => id === draft.experiment.scene)?.starts?.length ?? 0) > 0,
  );
  const axes = useSweep((state) => state.form.axes);
  const isOfStage2 = draft.experiment.stage === 'finetune';
  const isShared = (key: SettingKey) =>
    key !== 'scene' && key !== 'stage' && isSettingOf(draft.experiment, key) && !axes.some((axis) => axis.key === key);
  const shared = draft.differing.filter(isShared);
  const names = shared.slice(0, mostNames).map((key) => `${findSetting(key)!.label} ${draft.experiment[key]}`);
  const more = shared.length - names.length;
  const own = names.length === 0 ? 'its own settings' : names.join(', ') + (more > 0 ? ` and ${more} more` : '');
  return (
    <div className="sweep-base" data-invalid={problem ? true : undefined}>
      {hasStarts && (
        <Segmented
          label="Stage of the runs"
          options={stages}
          value={isOfStage2 ? 'finetune' : 'pretrain'}
          onChange={(stage) => {
            lab.edit('stage', stage);
            lab.sweep.form.followStage();
          }}
        />
      )}
      <p>
        <strong>{title}</strong> with {own}, as the {isOfStage2 ? 'form of stage 2' : 'lab’s form'} says.
      </p>
      <button type="button" className="quiet" onClick={() => lab.display.setView(isOfStage2 ? 'finetune' : 'lab')}>
        {isOfStage2 ? 'Change in Stage 2' : 'Change in the lab'}
      </button>
      {problem && <p className="problem">{problem}</p>}
    </div>
  );
}
