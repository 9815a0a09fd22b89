/** @file The scene there is, on a button that opens the gallery of all. */
import { findSetting } from '../../core/experiment/settings.ts';
import { ChevronIcon } from '../kit/icons.tsx';
import { useLab, useLabState } from '../LabContext.tsx';
import { useDraft } from '../useDraft.ts';

export function ScenePicker() {
  const lab = useLab();
  const { experiment } = useDraft();
  const title = useLabState((state) => state.scenes.find(({ id }) => id === experiment.scene)?.title);
  const { label } = findSetting('scene')!;
  return (
    <div className="picker">
      <span className="picker-label" aria-hidden="true">
        {label}
      </span>
      <button
        type="button"
        className="scene-button"
        aria-haspopup="dialog"
        aria-label={`${label}: ${title ?? experiment.scene}`}
        data-scene={experiment.scene}
        onClick={() => lab.display.openDialog('scenes')}
      >
        <span>{title ?? experiment.scene}</span>
        <ChevronIcon />
      </button>
    </div>
  );
}
