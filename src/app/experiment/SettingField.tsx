/** @file One setting of the form: its label, its control, its help, its limits, and what is wrong with it. */
import { memo, useId } from 'react';
import { describeLimits } from '../../core/experiment/experiment.ts';
import { findSetting, type SettingKey } from '../../core/experiment/settings.ts';
import { OwnDataButton } from '../data/OwnData.tsx';
import { useLab } from '../LabContext.tsx';
import { SettingControl } from './SettingControl.tsx';

export interface SettingFieldProps {
  readonly settingKey: SettingKey;
  /** As typed, or the base's */
  readonly text: string;
  /** What the setting is compared with */
  readonly baseText: string;
  readonly baseName: 'default' | 'preset';
  readonly isChanged: boolean;
  readonly problem?: string;
  /** Where the setting is a name: the names there are */
  readonly names?: readonly string[];
}

export const SettingField = memo(function SettingField(props: SettingFieldProps) {
  const { settingKey, text, baseText, baseName, isChanged, problem, names } = props;
  const lab = useLab();
  const id = useId();
  const setting = findSetting(settingKey)!;
  const isNumber = setting.kind === 'number' || setting.kind === 'integer';
  const limits = isNumber ? describeLimits(setting) : null;
  const ofChoice = setting.kind === 'choice' && setting.choices.includes(text) && setting.choiceHelp?.[text];
  const control = {
    id,
    text,
    describedBy: problem ? `${id}-help ${id}-problem` : `${id}-help`,
    isInvalid: problem !== undefined,
    onChange: (next: string) => lab.edit(settingKey, next === baseText ? null : next),
  };
  return (
    <div className="field" data-changed={isChanged || undefined} data-invalid={problem ? true : undefined}>
      <div className="field-heading">
        <label htmlFor={id}>{setting.label}</label>
        {setting.unit && <span className="unit">{setting.unit}</span>}
        {(isChanged || problem) && (
          <button
            type="button"
            className="restore"
            onClick={() => lab.edit(settingKey, null)}
            aria-label={`${setting.label}: back to the ${baseName}, ${baseText}`}
            title={`Back to the ${baseName}, ${baseText}`}
          >
            ↺ {baseText}
          </button>
        )}
      </div>
      <SettingControl settingKey={settingKey} names={names} {...control} />
      {settingKey === 'demonstrations' && <OwnDataButton />}
      <p className="help" id={`${id}-help`}>
        {setting.help} {ofChoice} {limits && <span className="limits">({limits})</span>}
      </p>
      {problem && (
        <p className="problem" id={`${id}-problem`}>
          {problem.replace(`${settingKey}: e`, 'E')}
        </p>
      )}
    </div>
  );
});
