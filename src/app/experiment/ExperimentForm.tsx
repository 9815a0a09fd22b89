/** @file The experiment's form, made from the table of settings; it marks what differs from the preset. */
import { useState } from 'react';
import { type Setting, type SettingGroup, type SettingKey, settings } from '../../core/experiment/settings.ts';
import { finetuneGroups } from '../../core/experiment/stage.ts';
import { useLab, useLabState } from '../LabContext.tsx';
import { OfflineStatus } from '../offline/OfflineStatus.tsx';
import { Panel } from '../Panel.tsx';
import { ChangeOfRun } from '../runs/ChangeOfRun.tsx';
import { useDraft } from '../useDraft.ts';
import { NextRun } from './NextRun.tsx';
import { PresetLine } from './PresetLine.tsx';
import { SettingGroups } from './SettingGroups.tsx';
import { SettingSearch } from './SettingSearch.tsx';

/** What a newcomer tries first; the rest opens on demand. */
const openGroups: readonly SettingGroup[] = ['Task', 'Objective', 'Dispersion'];
/** The scene is picked in the top bar; stage 2 has a form of its own. */
const formSettings: readonly Setting[] = settings.filter(
  ({ key, group }) => key !== 'scene' && key !== 'stage' && !finetuneGroups.includes(group),
);
const has = (key: SettingKey) => key === 'scene' || formSettings.some((setting) => setting.key === key);

export function ExperimentForm() {
  const lab = useLab();
  const preset = useLabState((state) => state.preset);
  const changed = useDraft().changed.filter(has);
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
      <NextRun isFinetuning={false} has={has} />
      <ChangeOfRun />
      <SettingSearch sought={sought} onChange={setSought} />
      <form className="settings" aria-label="Settings" onSubmit={(event) => event.preventDefault()}>
        <SettingGroups settings={formSettings} openGroups={openGroups} sought={sought.trim().toLowerCase()} />
      </form>
      <OfflineStatus />
    </Panel>
  );
}
