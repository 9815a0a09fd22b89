/** @file The experiment's form, made from the table of settings; it marks what differs from the preset. */
import { type ReactNode, useState } from 'react';
import { type Setting, type SettingGroup, settings } from '../../core/experiment/settings.ts';
import { namesFor } from '../../lab/draft.ts';
import type { HideableId } from '../../lab/hideable.ts';
import { useDisplay, useLab, useLabState } from '../LabContext.tsx';
import { OfflineStatus } from '../offline/OfflineStatus.tsx';
import { Panel } from '../Panel.tsx';
import { ChangeOfRun } from '../runs/ChangeOfRun.tsx';
import { useDraft } from '../useDraft.ts';
import { NextRun } from './NextRun.tsx';
import { PresetLine } from './PresetLine.tsx';
import { SettingField } from './SettingField.tsx';
import { SettingSearch } from './SettingSearch.tsx';

const groups = [...new Set(settings.map((setting) => setting.group))];
/** What a newcomer tries first; the rest opens on demand. */
const openGroups: readonly SettingGroup[] = ['Task', 'Objective', 'Dispersion'];
/** The scene is picked in the top bar. */
const formSettings: readonly Setting[] = settings.filter((setting) => setting.key !== 'scene');

export function ExperimentForm() {
  const lab = useLab();
  const preset = useLabState((state) => state.preset);
  const { changed } = useDraft();
  const [sought, setSought] = useState('');
  return (
    <Panel
      title="Experiment"
      className="experiment"
      actions={
        changed.length > 0 && (
          <button type="button" className="quiet" onClick={() => lab.editNothing()}>
            {preset ? 'As the preset' : 'All defaults'}
          </button>
        )
      }
    >
      <PresetLine />
      <NextRun />
      <ChangeOfRun />
      <SettingSearch sought={sought} onChange={setSought} />
      <form className="settings" aria-label="Settings" onSubmit={(event) => event.preventDefault()}>
        <SettingGroups sought={sought.trim().toLowerCase()} />
      </form>
      <OfflineStatus />
    </Panel>
  );
}

function SettingGroups({ sought }: { sought: string }) {
  const texts = useLabState((state) => state.draft);
  const scenes = useLabState((state) => state.scenes);
  const isPreset = useLabState((state) => state.preset !== null);
  const hidden = useDisplay((display) => display.hidden);
  const draft = useDraft();
  const changed = new Set(draft.changed);
  const shown = formSettings.filter(
    (setting) => !hidden.includes(setting.key as HideableId) && matches(setting, sought),
  );
  if (shown.length === 0) return <p className="help">No setting is called that.</p>;
  return groups.map((group) => {
    const members = shown.filter((setting) => setting.group === group);
    if (members.length === 0) return null;
    const changes = members.filter(({ key }) => changed.has(key as never)).length;
    const mustShow = sought !== '' || members.some(({ key }) => draft.problems[key as keyof typeof draft.problems]);
    return (
      <SettingGroupBox key={group} group={group} changes={changes} mustShow={mustShow}>
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
  /** What is wrong, or sought, must not hide. */
  readonly mustShow: boolean;
  readonly children: ReactNode;
}

function SettingGroupBox({ group, changes, mustShow, children }: SettingGroupBoxProps) {
  const [isOpen, setOpen] = useState(openGroups.includes(group) || changes > 0);
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
