/** @file The experiment's form, made from the table of settings. */
import { type ReactNode, useState } from 'react';
import { differingSettings } from '../../core/experiment/experiment.ts';
import { findSetting, type SettingGroup, settings } from '../../core/experiment/settings.ts';
import { namesFor } from '../../lab/draft.ts';
import { useLab, useLabState } from '../LabContext.tsx';
import { OfflineStatus } from '../offline/OfflineStatus.tsx';
import { Panel } from '../Panel.tsx';
import { useDraft } from '../useDraft.ts';
import { SettingField } from './SettingField.tsx';

const groups = [...new Set(settings.map((setting) => setting.group))];
/** What a newcomer tries first; the rest opens on demand. */
const openGroups: readonly SettingGroup[] = ['Task', 'Objective', 'Dispersion'];
/** The scene is picked in the top bar. */
const formSettings = settings.filter((setting) => setting.key !== 'scene');

export function ExperimentForm() {
  const lab = useLab();
  const texts = useLabState((state) => state.draft);
  const scenes = useLabState((state) => state.scenes);
  const draft = useDraft();
  const changed = new Set(draft.changed);
  return (
    <Panel
      title="Experiment"
      className="experiment"
      actions={
        changed.size > 0 && (
          <button type="button" className="quiet" onClick={() => lab.editNothing()}>
            All defaults
          </button>
        )
      }
    >
      <NextRun />
      <form className="settings" onSubmit={(event) => event.preventDefault()}>
        {groups.map((group) => {
          const members = formSettings.filter((setting) => setting.group === group);
          const changes = members.filter(({ key }) => changed.has(key)).length;
          const hasProblem = members.some(({ key }) => draft.problems[key]);
          return (
            <SettingGroupBox key={group} group={group} changes={changes} hasProblem={hasProblem}>
              {members.map((setting) => {
                const defaultText = String(draft.defaults[setting.key]);
                return (
                  <SettingField
                    key={setting.key}
                    settingKey={setting.key}
                    text={texts[setting.key] ?? defaultText}
                    defaultText={defaultText}
                    isChanged={changed.has(setting.key)}
                    problem={draft.problems[setting.key]}
                    names={setting.kind === 'name' ? namesFor(setting, scenes, draft.experiment.scene) : undefined}
                  />
                );
              })}
            </SettingGroupBox>
          );
        })}
      </form>
      <OfflineStatus />
    </Panel>
  );
}

interface SettingGroupBoxProps {
  readonly group: SettingGroup;
  readonly changes: number;
  readonly hasProblem: boolean;
  readonly children: ReactNode;
}

function SettingGroupBox({ group, changes, hasProblem, children }: SettingGroupBoxProps) {
  const [isOpen, setOpen] = useState(openGroups.includes(group) || changes > 0);
  return (
    // What is wrong must not hide.
    <details open={isOpen || hasProblem} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {group}
        {changes > 0 && <span className="badge">{changes} changed</span>}
      </summary>
      {children}
    </details>
  );
}

/** While there is a run, the form is about the next one. */
function NextRun() {
  const running = useLabState((state) => state.run?.experiment);
  const { experiment } = useDraft();
  if (!running) return null;
  const differing = differingSettings(experiment, running);
  if (differing.length === 0) return null;
  return (
    <p className="next-run" role="note">
      The next run differs from this one in {differing.map((key) => findSetting(key)!.label).join(', ')}. Reset applies
      it.
    </p>
  );
}
