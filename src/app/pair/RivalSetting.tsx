/** @file One setting in which B differs: A’s control beside B’s, and a way back to having it alike. */
import { useId } from 'react';
import { describeLimits } from '../../core/experiment/experiment.ts';
import { findSetting, type SettingKey } from '../../core/experiment/settings.ts';
import { namesFor } from '../../lab/draft.ts';
import type { Side } from '../../lab/pair/pairState.ts';
import { SettingControl } from '../experiment/SettingControl.tsx';
import { IconButton } from '../kit/IconButton.tsx';
import { CloseIcon } from '../kit/icons.tsx';
import { useLab } from '../LabContext.tsx';
import { SideMark } from './SideMark.tsx';
import { sideLetters } from './sides.ts';
import { useForms } from './useDifferences.ts';

interface RivalSettingProps {
  readonly settingKey: SettingKey;
  onRemove(): void;
}

export function RivalSetting({ settingKey, onRemove }: RivalSettingProps) {
  const id = useId();
  const setting = findSetting(settingKey)!;
  const isNumber = setting.kind === 'number' || setting.kind === 'integer';
  return (
    <fieldset className="rival-setting">
      <legend>
        {setting.label} {setting.unit && <span className="unit">{setting.unit}</span>}
      </legend>
      <IconButton label={`${setting.label}: as A has it`} icon={<CloseIcon />} onClick={onRemove} />
      <SideControl side="a" settingKey={settingKey} helpId={id} />
      <SideControl side="b" settingKey={settingKey} helpId={id} />
      <p className="help" id={id}>
        {setting.help} {isNumber && <span className="limits">({describeLimits(setting)})</span>}
      </p>
    </fieldset>
  );
}

interface SideControlProps {
  readonly side: Side;
  readonly settingKey: SettingKey;
  readonly helpId: string;
}

function SideControl({ side, settingKey, helpId }: SideControlProps) {
  const lab = useLab();
  const id = useId();
  const { form, texts, scenes } = useForms()[side];
  const setting = findSetting(settingKey)!;
  const baseText = String(form.base[settingKey]);
  const problem = form.problems[settingKey];
  const edit = (text: string) => {
    if (side === 'b') lab.pair.change(settingKey, text);
    else lab.edit(settingKey, text === baseText ? null : text);
  };
  return (
    <div className="rival-control" data-invalid={problem ? true : undefined}>
      <label htmlFor={id}>
        <SideMark side={side} />
        <span className="visually-hidden">
          {setting.label}, run {sideLetters[side]}
        </span>
      </label>
      <SettingControl
        id={id}
        settingKey={settingKey}
        text={texts[settingKey] ?? baseText}
        names={setting.kind === 'name' ? namesFor(setting, scenes, form.experiment.scene) : undefined}
        describedBy={problem ? `${helpId} ${id}-problem` : helpId}
        isInvalid={problem !== undefined}
        onChange={edit}
      />
      {problem && (
        <p className="problem" id={`${id}-problem`}>
          {problem.replace(`${settingKey}: e`, 'E')}
        </p>
      )}
    </div>
  );
}
