/** @file The settings of a form, group by group; a group that a newcomer does not need opens on demand. */
import { type ReactNode, useState } from 'react';
import type { Setting, SettingGroup } from '../../core/experiment/settings.ts';
import { namesFor } from '../../lab/draft.ts';
import type { HideableId } from '../../lab/hideable.ts';
import { useDisplay, useLabState } from '../LabContext.tsx';
import { useDraft } from '../useDraft.ts';
import { SettingField } from './SettingField.tsx';

interface SettingGroupsProps {
  /** What the form is about */
  readonly settings: readonly Setting[];
  readonly openGroups: readonly SettingGroup[];
  /** In lower case; empty: all of them */
  readonly sought: string;
}

export function SettingGroups({ settings, openGroups, sought }: SettingGroupsProps) {
  const texts = useLabState((state) => state.draft);
  const scenes = useLabState((state) => state.scenes);
  const isPreset = useLabState((state) => state.preset !== null);
  const hidden = useDisplay((display) => display.hidden);
  const draft = useDraft();
  const changed = new Set(draft.changed);
  const shown = settings.filter((setting) => !hidden.includes(setting.key as HideableId) && matches(setting, sought));
  if (shown.length === 0) return <p className="help">No setting is called that.</p>;
  const groups = [...new Set(shown.map((setting) => setting.group))];
  return groups.map((group) => {
    const members = shown.filter((setting) => setting.group === group);
    if (members.length === 0) return null;
    const changes = members.filter(({ key }) => changed.has(key as never)).length;
    const mustShow = sought !== '' || members.some(({ key }) => draft.problems[key as keyof typeof draft.problems]);
    return (
      <SettingGroupBox
        key={group}
        group={group}
        changes={changes}
        isOpenAtFirst={openGroups.includes(group)}
        mustShow={mustShow}
      >
        {members.map((setting) => {
          const key = setting.key as keyof typeof draft.base;
          const baseText = String(draft.base[key]);
          return (
            <SettingField
              key={key}
              settingKey={key}
              text={texts[key] ?? baseText}
              baseText={baseText}
              baseName={isPreset ? 'preset' : 'default'}
              isChanged={changed.has(key)}
              problem={draft.problems[key]}
              names={setting.kind === 'name' ? namesFor(setting, scenes, draft.experiment.scene) : undefined}
            />
          );
        })}
      </SettingGroupBox>
    );
  });
}

function matches(setting: Setting, sought: string): boolean {
  const { key, label, help, group } = setting;
  const choices = setting.kind === 'choice' ? setting.choices : [];
  return [key, label, help, group, ...choices].some((text) => text.toLowerCase().includes(sought));
}

interface SettingGroupBoxProps {
  readonly group: SettingGroup;
  readonly changes: number;
  readonly isOpenAtFirst: boolean;
  /** What is wrong, or sought, must not hide. */
  readonly mustShow: boolean;
  readonly children: ReactNode;
}

function SettingGroupBox({ group, changes, isOpenAtFirst, mustShow, children }: SettingGroupBoxProps) {
  const [isOpen, setOpen] = useState(isOpenAtFirst || changes > 0);
  return (
    <details open={isOpen || mustShow} onToggle={(event) => !mustShow && setOpen(event.currentTarget.open)}>
      <summary>
        {group}
        {changes > 0 && <span className="badge">{changes} changed</span>}
      </summary>
      {children}
    </details>
  );
}
