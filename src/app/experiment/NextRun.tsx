/** @file While there is a run of the form's stage, the form is about the next one. */
import { differingSettings } from '../../core/experiment/experiment.ts';
import { findSetting, type SettingKey } from '../../core/experiment/settings.ts';
import { isFinetuning } from '../../core/experiment/stage.ts';
import { useLabState } from '../LabContext.tsx';
import { useDraft } from '../useDraft.ts';

/** More names than this are a list that nobody reads */
const mostNames = 4;

interface NextRunProps {
  readonly isFinetuning: boolean;
  /** Whether the form has this setting */
  has(key: SettingKey): boolean;
}

export function NextRun({ isFinetuning: isOfStage2, has }: NextRunProps) {
  const running = useLabState((state) => state.run?.experiment);
  const { experiment } = useDraft();
  if (!running || isFinetuning(running) !== isOfStage2) return null;
  const labels = differingSettings(experiment, running)
    .filter(has)
    .map((key) => findSetting(key)!.label);
  if (labels.length === 0) return null;
  const more = labels.length - mostNames;
  const names = labels.slice(0, mostNames).join(', ') + (more > 0 ? ` and ${more} more` : '');
  return (
    <p className="next-run" role="note">
      The next run differs from this one in {names}. Reset applies it.
    </p>
  );
}
