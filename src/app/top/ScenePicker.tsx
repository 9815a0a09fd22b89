/** @file Picks the scene: the same setting as in the table, said with its title. */
import { useId } from 'react';
import { findSetting } from '../../core/experiment/settings.ts';
import { ChoiceControl } from '../experiment/ChoiceControl.tsx';
import { useLab, useLabState } from '../LabContext.tsx';
import { useDraft } from '../useDraft.ts';

export function ScenePicker() {
  const lab = useLab();
  const scenes = useLabState((state) => state.scenes);
  const { experiment } = useDraft();
  const id = useId();
  const setting = findSetting('scene')!;
  const titleOf = (sceneId: string) => scenes.find((scene) => scene.id === sceneId)?.title ?? sceneId;
  return (
    <div className="picker">
      <label htmlFor={id}>{setting.label}</label>
      <ChoiceControl
        id={id}
        text={experiment.scene}
        describedBy=""
        isInvalid={false}
        choices={scenes.map((scene) => scene.id)}
        nameOf={titleOf}
        onChange={(scene) => lab.edit('scene', scene === setting.default ? null : scene)}
      />
    </div>
  );
}
