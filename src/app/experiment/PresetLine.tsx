/** @file Which preset the form was filled from. */
import { findPreset } from '../../lab/presets.ts';
import { IconButton } from '../kit/IconButton.tsx';
import { CloseIcon } from '../kit/icons.tsx';
import { useLab, useLabState } from '../LabContext.tsx';

export function PresetLine() {
  const lab = useLab();
  const preset = findPreset(useLabState((state) => state.preset) ?? '');
  if (!preset) return null;
  return (
    <div className="preset-line">
      <p>
        <strong>{preset.title}</strong> {preset.watch}
      </p>
      <IconButton label="Leave the preset" icon={<CloseIcon />} onClick={() => lab.leavePreset()} />
    </div>
  );
}
