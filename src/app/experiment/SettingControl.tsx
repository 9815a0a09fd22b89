/** @file The control of one setting, of whatever kind it is. */
import { findSetting, type SettingKey } from '../../core/experiment/settings.ts';
import { useSetNames } from '../data/OwnData.tsx';
import { ChoiceControl } from './ChoiceControl.tsx';
import { type ControlProps, NumberControl } from './NumberControl.tsx';

export interface SettingControlProps extends ControlProps {
  readonly settingKey: SettingKey;
  /** Where the setting is a name: the names there are */
  readonly names?: readonly string[];
}

export function SettingControl({ settingKey, names = [], ...control }: SettingControlProps) {
  const nameSet = useSetNames();
  const setting = findSetting(settingKey)!;
  if (setting.kind === 'number' || setting.kind === 'integer') return <NumberControl setting={setting} {...control} />;
  // Only own demonstrations can be chosen then, and there are none yet.
  if (setting.kind === 'name' && names.length === 0 && control.isInvalid) {
    return <ChoiceControl {...control} text="" choices={['']} nameOf={() => 'none yet'} />;
  }
  return (
    <ChoiceControl
      choices={setting.kind === 'choice' ? setting.choices : names}
      nameOf={settingKey === 'demonstrations' ? nameSet : undefined}
      {...control}
    />
  );
}
